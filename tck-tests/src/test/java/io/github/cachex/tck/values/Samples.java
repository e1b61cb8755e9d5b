// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.values;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.json.bind.annotation.JsonbDateFormat;
import jakarta.json.bind.annotation.JsonbTransient;
import java.io.Serializable;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Classes as applications have them, by the book and not. */
@SuppressWarnings({"serial", "checkstyle:all"})
final class Samples {
    private Samples() {}

    /** Holds something of any type. */
    public record Holder<T>(@Nullable T held) implements Serializable {}

    /** Declares nothing of what it carries. */
    public record Event(String id, @Nullable Object payload) implements Serializable {}

    /** A class that others extend. */
    public static class Animal implements Serializable {
        public String name = "a";

        @Override
        public boolean equals(@Nullable Object other) {
            return other != null && other.getClass() == getClass() && ((Animal) other).name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    /** A subclass that holds more. */
    public static class Dog extends Animal {
        public int legs = 4;
    }

    /** A subclass that holds nothing more. */
    public static class Ghost extends Animal {}

    /** Declares a class that others extend. */
    public record Owner(String name, @Nullable Animal pet) implements Serializable {}

    /** A bean by the book, without equals. */
    public static class Person implements Serializable {
        private @Nullable String name;
        private int age;
        private @Nullable Person friend;

        public @Nullable String getName() {
            return name;
        }

        public void setName(@Nullable String name) {
            this.name = name;
        }

        public int getAge() {
            return age;
        }

        public void setAge(int age) {
            this.age = age;
        }

        public @Nullable Person getFriend() {
            return friend;
        }

        public void setFriend(@Nullable Person friend) {
            this.friend = friend;
        }

        public boolean isOld() {
            return age > 60;
        }

        static Person of(@Nullable String name, int age) {
            Person person = new Person();
            person.name = name;
            person.age = age;
            return person;
        }

        /** A circle of two. */
        static Person inLove() {
            Person one = of("one", 1);
            one.friend = of("two", 2);
            one.friend.friend = one;
            return one;
        }
    }

    /** Keeps something from the readers of its JSON. */
    public static class User implements Serializable {
        private @Nullable String name;

        @JsonIgnore
        private @Nullable String hash;

        private transient @Nullable String session;

        public @Nullable String getName() {
            return name;
        }

        public void setName(@Nullable String name) {
            this.name = name;
        }

        @JsonbTransient
        public @Nullable String getHash() {
            return hash;
        }

        @JsonbTransient
        public void setHash(@Nullable String hash) {
            this.hash = hash;
        }

        public @Nullable String getSession() {
            return session;
        }

        static User of(@Nullable String hash, @Nullable String session) {
            User user = new User();
            user.name = "ann";
            user.hash = hash;
            user.session = session;
            return user;
        }
    }

    /** Holds what nobody can see. */
    public static class Discreet implements Serializable {
        private @Nullable String name;
        private transient int reads;

        public @Nullable String getName() {
            return name;
        }

        public void setName(@Nullable String name) {
            this.name = name;
        }

        static Discreet of(int reads) {
            Discreet discreet = new Discreet();
            discreet.name = "x";
            discreet.reads = reads;
            return discreet;
        }

        boolean isRead() {
            return reads > 0;
        }
    }

    /** Shows a field under another name. */
    public static class Disguised implements Serializable {
        private transient int state;
        private String name = "x";

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        @JsonbTransient
        public int getCount() {
            return state;
        }

        static Disguised of(int state) {
            Disguised disguised = new Disguised();
            disguised.state = state;
            return disguised;
        }
    }

    /** Knows by equals what it does not show. */
    public static class Account implements Serializable {
        private @Nullable String name = "x";
        private transient int secret;

        public @Nullable String getName() {
            return name;
        }

        public void setName(@Nullable String name) {
            this.name = name;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Account account && account.secret == secret && Objects.equals(name, account.name);
        }

        @Override
        public int hashCode() {
            return secret;
        }

        static Account of(int secret) {
            Account account = new Account();
            account.secret = secret;
            return account;
        }
    }

    /** Has getters alone. */
    public static class ReadOnly implements Serializable {
        private final @Nullable String name;

        public ReadOnly() {
            this(null);
        }

        ReadOnly(@Nullable String name) {
            this.name = name;
        }

        public @Nullable String getName() {
            return name;
        }
    }

    /** Cannot be made without what it holds. */
    public static class Unmakable implements Serializable {
        private final String text;

        Unmakable(int first, int second) {
            text = first + "/" + second;
        }

        public String getText() {
            return text;
        }
    }

    /** Drops what it does not like when it is set. */
    public static class Picky implements Serializable {
        private List<String> tags = new ArrayList<>();

        public List<String> getTags() {
            return tags;
        }

        public void setTags(List<String> tags) {
            this.tags =
                    new ArrayList<>(tags.stream().filter(tag -> !tag.isEmpty()).toList());
        }

        static Picky of(String... tags) {
            Picky picky = new Picky();
            picky.tags = new ArrayList<>(List.of(tags));
            return picky;
        }
    }

    /** Doubles what it is given. */
    public static class Doubling implements Serializable {
        private int number;

        public int getNumber() {
            return number;
        }

        public void setNumber(int number) {
            this.number = 2 * number;
        }

        static Doubling of(int number) {
            Doubling doubling = new Doubling();
            doubling.number = number;
            return doubling;
        }
    }

    /** Throws where it holds nothing. */
    public static class Touchy implements Serializable {
        private @Nullable String name;

        public String getName() {
            return Objects.requireNonNull(name);
        }

        public void setName(String name) {
            this.name = name;
        }

        static Touchy of(@Nullable String name) {
            Touchy touchy = new Touchy();
            touchy.name = name;
            return touchy;
        }
    }

    /** Shows less than it holds. */
    public record Rounded(double number) implements Serializable {
        @Override
        public double number() {
            return Math.round(number);
        }
    }

    /** Shows an empty list for none. */
    public record Lenient(@Nullable List<String> list) implements Serializable {
        @Override
        public List<String> list() {
            return list == null ? List.of() : list;
        }
    }

    /** Written with less than it holds. */
    public record Dated(
            @JsonbDateFormat("yyyy-MM-dd HH:mm") @JsonFormat(pattern = "yyyy-MM-dd HH:mm")
            LocalDateTime at) implements Serializable {}

    /** A record of what records hold. */
    public record Mixed(
            int number,
            Long count,
            Optional<String> text,
            @Nullable String[] names,
            Set<String> tags,
            Map<String, List<Colour>> colours,
            @Nullable Mixed next)
            implements Serializable {
        static Mixed of(int number, @Nullable Mixed next) {
            return new Mixed(
                    number,
                    (long) number,
                    number > 1 ? Optional.of("t") : Optional.empty(),
                    new String[] {"a", null},
                    Set.of("x"),
                    Map.of("k", List.of(Colour.RED)),
                    next);
        }
    }

    /** A final class by the book. */
    public static final class Point implements Serializable {
        private int x;
        private @Nullable String label;

        public int getX() {
            return x;
        }

        public void setX(int x) {
            this.x = x;
        }

        public @Nullable String getLabel() {
            return label;
        }

        public void setLabel(@Nullable String label) {
            this.label = label;
        }

        static Point of(int x, @Nullable String label) {
            Point point = new Point();
            point.x = x;
            point.label = label;
            return point;
        }
    }

    /** An enum with a constant of its own class. */
    public enum Colour {
        RED,
        BLUE {
            @Override
            boolean cold() {
                return true;
            }
        };

        boolean cold() {
            return false;
        }
    }

    /** A list that holds more than its elements. */
    public static class Page extends ArrayList<String> {
        public int total;

        static Page of(int total, String... elements) {
            Page page = new Page();
            page.addAll(List.of(elements));
            page.total = total;
            return page;
        }
    }

    /** An interface that says nothing of what stands behind it. */
    public interface Shape extends Serializable {}

    /** A shape. */
    public record Circle(double radius) implements Shape {}

    /** An abstract class that says nothing either. */
    public abstract static class Vehicle implements Serializable {}

    /** A vehicle. */
    public static class Car extends Vehicle {
        public int wheels = 4;
    }

    /** An exception that holds something. */
    public static class Failure extends RuntimeException {
        public int code = 7;
    }
}
