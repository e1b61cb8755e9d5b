// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.tck.keys.KeyForms.Card;
import io.github.cachex.tck.keys.KeyForms.Cards;
import io.github.cachex.tck.keys.KeyForms.Days;
import io.github.cachex.tck.keys.KeyForms.Numbers;
import io.github.cachex.tck.keys.KeyForms.Ref;
import io.github.cachex.tck.keys.KeyForms.Texts;
import io.github.cachex.testkit.Show;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

/** Pairs of arguments in many forms; those of one pair are short and made of what keys are made of, so that they are close. */
class KeysTest {
    private static final int TRIES = 30_000;
    private static final int LEAST = 100_000;

    private static final AtomicLong PAIRS = new AtomicLong();
    private static final AtomicLong SHARED = new AtomicLong();
    private static final AtomicLong CALLS = new AtomicLong();
    private static final AtomicLong MISSED = new AtomicLong();

    @AfterContainer
    static void show() {
        if (PAIRS.get() > 0) {
            Show.atLeast("keys", PAIRS.get(), LEAST, "pairs of distinct arguments");
            Show.exactly("keys", SHARED.get(), 0, "of them share a key");
            Show.exactly("keys", MISSED.get(), 0, "of " + CALLS.get() + " fetches and invalidations miss each other");
        }
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("a1-:%/(),~=N{}. é中").ofMaxLength(4);
    }

    @Provide
    Arbitrary<Card> cards() {
        return Combinators.combine(texts(), Arbitraries.integers().between(0, 3))
                .as(Card::new);
    }

    @Provide
    Arbitrary<List<String>> lists() {
        return texts().list().ofMaxSize(3);
    }

    private static void distinct(@Nullable Object[] one, @Nullable Object[] other, String first, String second) {
        if (!KeyForms.areEqual(one, other)) {
            PAIRS.incrementAndGet();
            SHARED.addAndGet(first.equals(second) ? 1 : 0);
            assertThat(first).isNotEqualTo(second);
        }
    }

    private static void meet(String... ids) {
        CALLS.addAndGet(ids.length);
        for (String id : ids) {
            MISSED.addAndGet(id.equals(ids[0]) ? 0 : 1);
            assertThat(id).isEqualTo(ids[0]);
        }
    }

    private static @Nullable Object[] args(@Nullable Object... arguments) {
        return arguments;
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void textsThroughATypeVariable_stayDistinct(
            @ForAll("texts") String a,
            @ForAll("texts") String b,
            @ForAll("texts") String c,
            @ForAll("texts") String d) {
        distinct(
                args(a, b),
                args(c, d),
                KeyForms.generated(Texts.class, "two", a, b),
                KeyForms.generated(Texts.class, "two", c, d));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void componentsOfGenericRecords_stayDistinct(
            @ForAll("texts") String a,
            @ForAll("texts") String b,
            @ForAll("texts") String c,
            @ForAll("texts") String d) {
        distinct(
                args(a, b),
                args(c, d),
                KeyForms.templated("r:{0.id}/{1}", Texts.class, "ref", new Ref<>(a), b),
                KeyForms.templated("r:{0.id}/{1}", Texts.class, "ref", new Ref<>(c), d));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void records_stayDistinct(
            @ForAll("cards") Card a, @ForAll("cards") Card b, @ForAll("cards") Card c, @ForAll("cards") Card d) {
        distinct(
                args(a, b),
                args(c, d),
                KeyForms.generated(Cards.class, "two", a, b),
                KeyForms.generated(Cards.class, "two", c, d));
    }

    @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
    void arraysAndLists_stayDistinct(@ForAll("lists") List<String> a, @ForAll("lists") List<String> b) {
        String[] first = a.toArray(String[]::new);
        String[] second = b.toArray(String[]::new);
        distinct(
                first,
                second,
                KeyForms.generated(Texts.class, "array", (Object) first),
                KeyForms.generated(Texts.class, "array", (Object) second));
        distinct(first, second, KeyForms.generated(Texts.class, "list", a), KeyForms.generated(Texts.class, "list", b));
    }

    @Property(tries = 1_000, shrinking = ShrinkingMode.OFF)
    void callsThatMeanTheSame_meet(@ForAll("texts") String id, @ForAll long number, @ForAll("cards") Card card) {
        meet(
                KeyForms.templated("user:{0}", Texts.class, "one", id),
                KeyForms.templated("user:{0}", Texts.class, "plain", id),
                KeyForms.templated("user:{0.id}", Texts.class, "plainRef", new Ref<>(id)),
                KeyForms.templated("user:{0.id}", Texts.class, "ref", new Ref<>(id), "other"),
                KeyForms.each("user:{0[]}", Texts.class, "list", List.of(id)),
                KeyForms.each("user:{0[]}", Texts.class, "array", (Object) new String[] {id}));
        meet(KeyForms.generated(Texts.class, "one", id), KeyForms.generated(Texts.class, "plain", id));
        meet(KeyForms.generated(Texts.class, "two", id, id), KeyForms.generated(Texts.class, "plainTwo", id, id));
        meet(KeyForms.generated(Numbers.class, "one", number), KeyForms.generated(Numbers.class, "plain", number));
        meet(KeyForms.generated(Cards.class, "one", card), KeyForms.generated(Cards.class, "plain", card));
        LocalDate day = LocalDate.ofEpochDay(Math.floorMod(number, 100_000));
        meet(KeyForms.generated(Days.class, "one", day), KeyForms.generated(Days.class, "plain", day));
    }
}
