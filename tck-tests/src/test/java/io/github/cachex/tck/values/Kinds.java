// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import static io.github.cachex.tck.values.Kind.constant;
import static io.github.cachex.tck.values.Kind.generic;
import static io.github.cachex.tck.values.Kind.of;

import io.github.cachex.tck.values.Samples.Account;
import io.github.cachex.tck.values.Samples.Animal;
import io.github.cachex.tck.values.Samples.Car;
import io.github.cachex.tck.values.Samples.Circle;
import io.github.cachex.tck.values.Samples.Dated;
import io.github.cachex.tck.values.Samples.Discreet;
import io.github.cachex.tck.values.Samples.Disguised;
import io.github.cachex.tck.values.Samples.Dog;
import io.github.cachex.tck.values.Samples.Doubling;
import io.github.cachex.tck.values.Samples.Event;
import io.github.cachex.tck.values.Samples.Failure;
import io.github.cachex.tck.values.Samples.Ghost;
import io.github.cachex.tck.values.Samples.Holder;
import io.github.cachex.tck.values.Samples.Lenient;
import io.github.cachex.tck.values.Samples.Mixed;
import io.github.cachex.tck.values.Samples.Owner;
import io.github.cachex.tck.values.Samples.Page;
import io.github.cachex.tck.values.Samples.Person;
import io.github.cachex.tck.values.Samples.Picky;
import io.github.cachex.tck.values.Samples.Point;
import io.github.cachex.tck.values.Samples.ReadOnly;
import io.github.cachex.tck.values.Samples.Rounded;
import io.github.cachex.tck.values.Samples.Shape;
import io.github.cachex.tck.values.Samples.Touchy;
import io.github.cachex.tck.values.Samples.Unmakable;
import io.github.cachex.tck.values.Samples.User;
import io.github.cachex.tck.values.Samples.Vehicle;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The catalogue of kinds of values: plain ones, containers, classes of applications, and these within each other. */
final class Kinds {
    private Kinds() {}

    static List<Kind> all() {
        List<Kind> plain = PlainKinds.all();
        List<Kind> containers = ContainerKinds.all();
        List<Kind> classes = classes();
        List<Kind> kinds = new ArrayList<>();
        Stream.of(plain, containers, classes).forEach(kinds::addAll);
        plain.forEach(kind -> kinds.addAll(around(kind)));
        Stream.of(containers, classes).flatMap(List::stream).forEach(kind -> {
            kinds.add(held(kind));
            kinds.add(paid(kind));
            kinds.add(listed(kind));
        });
        return kinds;
    }

    private static List<Kind> around(Kind kind) {
        return List.of(
                held(kind),
                paid(kind),
                listed(kind),
                kind.within("set", generic(Set.class, kind.type()), value -> new HashSet<>(List.of(value))),
                kind.within(
                        "map",
                        generic(Map.class, String.class, kind.type()),
                        value -> new HashMap<>(Map.of("key", value))),
                kind.within(
                        "map to anything",
                        generic(Map.class, String.class, Object.class),
                        value -> new HashMap<>(Map.of("a", Map.of("b", Map.of("c", Map.of("d", Map.of("e", value))))))),
                kind.within("optional", generic(Optional.class, kind.type()), Optional::of));
    }

    private static Kind held(Kind kind) {
        return kind.within("holder", generic(Holder.class, kind.type()), Holder::new);
    }

    private static Kind paid(Kind kind) {
        List<java.util.function.Supplier<Object>> values = new ArrayList<>();
        values.add(() -> new Event("text", "text"));
        values.add(() -> new Event("none", null));
        kind.values().forEach(value -> values.add(() -> new Event("other", value.get())));
        return new Kind("payload of " + kind.name(), Event.class, values);
    }

    private static Kind listed(Kind kind) {
        return kind.within(
                "list", generic(List.class, kind.type()), value -> new ArrayList<>(Arrays.asList(value, null)));
    }

    private static Object raw(Collection<@Nullable Object> elements) {
        return elements;
    }

    private static List<Kind> classes() {
        return List.of(
                of(
                        "owner",
                        Owner.class,
                        () -> new Owner("o", new Animal()),
                        () -> new Owner("o", new Dog()),
                        () -> new Owner("o", new Ghost()),
                        () -> new Owner("o", null)),
                of("animal", Animal.class, Animal::new, Dog::new, Ghost::new),
                of("animals", Animal[].class, () -> new Animal[] {new Animal()}, () -> new Animal[] {new Dog()}),
                of(
                        "anything",
                        Object.class,
                        () -> "text",
                        () -> 5,
                        () -> 5L,
                        () -> 5_000_000_000L,
                        () -> 1.5,
                        () -> new java.math.BigDecimal("1.50"),
                        () -> new int[] {1},
                        Dog::new,
                        () -> List.of("a", 1)),
                of(
                        "raw list",
                        List.class,
                        () -> raw(List.of("a")),
                        () -> raw(List.of(1)),
                        () -> raw(Arrays.asList("a", null, new Dog()))),
                of("raw map", Map.class, () -> Map.of("a", "b"), () -> Map.of("a", 1L), () -> Map.of(1, "b")),
                of("number", Number.class, () -> 1, () -> 1L, () -> 1.5, () -> new java.math.BigDecimal("2")),
                of("text", CharSequence.class, () -> "x", () -> new StringBuilder("x")),
                of("comparable", Comparable.class, () -> "x", () -> 5),
                of("person", Person.class, () -> Person.of("ann", 5), () -> Person.of(null, 0), Person::inLove),
                of(
                        "user",
                        User.class,
                        () -> User.of(null, null),
                        () -> User.of("secret", null),
                        () -> User.of(null, "session")),
                of("discreet", Discreet.class, () -> Discreet.of(0), () -> Discreet.of(5)),
                of("disguised", Disguised.class, () -> Disguised.of(0), () -> Disguised.of(5)),
                of("account", Account.class, () -> Account.of(0), () -> Account.of(5)),
                of("read only", ReadOnly.class, ReadOnly::new, () -> new ReadOnly("x")),
                of("unmakable", Unmakable.class, () -> new Unmakable(1, 2)),
                of("picky", Picky.class, () -> Picky.of("a"), () -> Picky.of("a", "")),
                of("doubling", Doubling.class, () -> Doubling.of(0), () -> Doubling.of(2)),
                of("touchy", Touchy.class, () -> Touchy.of("x"), () -> Touchy.of(null)),
                of("rounded", Rounded.class, () -> new Rounded(1), () -> new Rounded(1.25)),
                of("lenient", Lenient.class, () -> new Lenient(List.of("a")), () -> new Lenient(null)),
                of(
                        "dated",
                        Dated.class,
                        () -> new Dated(LocalDateTime.of(2026, 1, 1, 10, 30)),
                        () -> new Dated(LocalDateTime.of(2026, 1, 1, 10, 30, 59))),
                of("mixed", Mixed.class, () -> Mixed.of(1, null), () -> Mixed.of(2, Mixed.of(0, null))),
                of("point", Point.class, () -> Point.of(0, null), () -> Point.of(3, "c")),
                of("shape", Shape.class, () -> new Circle(1)),
                of("vehicle", Vehicle.class, Car::new),
                of("failure", Failure.class, Failure::new),
                of("exception", Exception.class, () -> new IllegalStateException("no"), Failure::new),
                of("page", Page.class, () -> Page.of(0, "a"), () -> Page.of(7, "a")),
                constant(Samples.Colour.class, Samples.Colour.RED, Samples.Colour.BLUE));
    }
}
