// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.error.CacheKeyException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {
    private static String text(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        KeyText.append(out, value);
        return out.toString();
    }

    private static String text(Class<?> declared, @Nullable Object value) {
        StringBuilder out = new StringBuilder();
        KeyText.append(out, declared, value);
        return out.toString();
    }

    @Provide
    Arbitrary<Optional<Object>> any() {
        return Values.any();
    }

    @Provide
    Arbitrary<List<Optional<Object>>> lists() {
        return Values.any().list().ofMaxSize(3);
    }

    @Provide
    Arbitrary<List<Optional<Object>>> crowds() {
        return Values.any().list().ofMinSize(100).ofMaxSize(200);
    }

    @Provide
    Arbitrary<List<Object>> singles() {
        return Values.singles().list().ofMinSize(100).ofMaxSize(200);
    }

    @Provide
    Arbitrary<List<List<Optional<Object>>>> crowdsOfLists() {
        return lists().list().ofMinSize(100).ofMaxSize(200);
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Values.texts().list().ofMinSize(100).ofMaxSize(200);
    }

    /** Fails unless texts are the same just where meanings are, over all pairs of a crowd. */
    private static <T> void assertTextsSayWhatIsMeant(
            List<T> values, Function<T, String> text, Function<T, Object> meaning) {
        Map<String, Object> meanings = new HashMap<>();
        Map<Object, String> texts = new HashMap<>();
        for (T value : values) {
            assertThat(meanings.computeIfAbsent(text.apply(value), any -> meaning.apply(value)))
                    .as(text.apply(value))
                    .isEqualTo(meaning.apply(value));
            assertThat(texts.computeIfAbsent(meaning.apply(value), any -> text.apply(value)))
                    .isEqualTo(text.apply(value));
        }
    }

    @Property(tries = 100)
    void distinctArguments_neverShareAText(@ForAll("crowds") List<Optional<Object>> values) {
        assertTextsSayWhatIsMeant(
                values, value -> text(value.orElse(null)), value -> Values.meaning(value.orElse(null)));
    }

    @Property(tries = 100)
    void distinctSingles_neverShareAText(@ForAll("singles") List<Object> values) {
        assertTextsSayWhatIsMeant(values, KeyTextTest::text, Values::meaning);
    }

    @Property(tries = 100)
    void distinctLists_neverShareAJoinedText(@ForAll("crowdsOfLists") List<List<Optional<Object>>> lists) {
        assertTextsSayWhatIsMeant(
                lists,
                list -> KeyText.join(list.stream().map(o -> o.orElse(null)).toArray()),
                list -> list.stream().map(o -> Values.meaning(o.orElse(null))).toList());
    }

    @Property(tries = 100)
    void distinctTextsWhereTextsAreDeclared_neverShareAText(@ForAll("texts") List<String> texts) {
        assertTextsSayWhatIsMeant(texts, text -> text(String.class, text), text -> text);
        assertThat(texts).noneMatch(text -> text(String.class, text).equals(text(String.class, null)));
    }

    @Property
    void anyText_isMadeOfCharactersThatSeparateNothing(@ForAll("any") Optional<Object> value) {
        String text = text(value.orElse(null));

        assertThat(text).isNotEmpty();
        assertThat(KeyText.separates(text)).isFalse();
        assertThat(text.chars().filter(c -> c < 0x21 || Character.isSurrogate((char) c)))
                .isEmpty();
    }

    @Property
    void anyOrderOfSetsAndMaps_givesTheSameText(@ForAll("lists") List<Optional<Object>> members) {
        List<@Nullable Object> values =
                new ArrayList<>(members.stream().map(o -> o.orElse(null)).toList());
        Map<Object, Integer> forwards = new java.util.LinkedHashMap<>();
        values.forEach(value -> forwards.put(value, 1));
        java.util.Collections.reverse(values);
        Map<Object, Integer> backwards = new java.util.LinkedHashMap<>();
        values.forEach(value -> backwards.put(value, 1));

        assertThat(text(forwards)).isEqualTo(text(backwards));
        assertThat(text(forwards.keySet())).isEqualTo(text(backwards.keySet()));
    }

    @Test
    void everydayArguments_stayReadable() {
        UUID uuid = new UUID(1, 2);
        assertThat(text(42)).isEqualTo(text(long.class, 42L)).isEqualTo("42");
        assertThat(text("abc-1_x.y")).isEqualTo("abc-1_x.y");
        assertThat(text("größe絵")).isEqualTo("größe絵");
        assertThat(text("a b")).isEqualTo("a%20b");
        assertThat(text("42")).isEqualTo("%s42");
        assertThat(text(String.class, "42")).isEqualTo("42");
        assertThat(text(uuid)).isEqualTo(text(UUID.class, uuid)).isEqualTo(uuid.toString());
        assertThat(text(true)).isEqualTo(text(boolean.class, true)).isEqualTo("true");
        assertThat(text(Values.Word.class, Values.Word.a)).isEqualTo("a");
        assertThat(text(LocalDate.class, LocalDate.of(2020, 1, 2))).isEqualTo("2020-01-02");
        assertThat(text(Locale.class, Locale.US)).isEqualTo("en~US");
        assertThat(text(Locale.class, Locale.ROOT)).isEqualTo("%s");
        assertThat(text(Object.class, LocalDate.of(2020, 1, 2))).isEqualTo("%cLocalDate~2020-01-02");
        assertThat(text(null)).isEqualTo(text(Long.class, null)).isEqualTo("%N");
        assertThat(text(List.of(1, "a"))).isEqualTo("%l(1,a)");
        assertThat(text(Map.of("a", 1))).isEqualTo("%m(a=1)");
        assertThat(KeyText.join(1, "a")).isEqualTo("(1,a)");
    }

    /** Whatever a name of the class path, or of a JDK, has to do with it: the text of a key is for ever. */
    @Test
    void structures_areWrittenAsInTheFormat() {
        assertThat(text(new Values.Pair(1, null))).isEqualTo("%rio.github.cachex.spi.Values%24Pair(1,%N)");
        assertThat(text(Values.Word.MONDAY)).isEqualTo("%eio.github.cachex.spi.Values%24Word~MONDAY");
        assertThat(text(Set.of(2, 1))).isEqualTo("%z(1,2)");
        assertThat(text(Optional.of("x"))).isEqualTo("%o(x)");
        assertThat(text("\u20AC")).isEqualTo("%u20AC~");
    }

    @Test
    void distinctLocales_neverShareAText() {
        assertThat(Values.locales())
                .extracting(locale -> text(Locale.class, locale))
                .doesNotHaveDuplicates();
    }

    @Test
    void declaredTypeWithSubclasses_isNoReasonToTrustAClass() {
        class Loud extends BigDecimal {
            Loud() {
                super(1);
            }
        }
        assertThat(text(BigDecimal.class, BigDecimal.ONE)).isEqualTo("1");
        assertThatThrownBy(() -> text(BigDecimal.class, new Loud())).isInstanceOf(CacheKeyException.class);
    }

    @Test
    void valuesWhoseTextSaysNothing_areRefusedWithTheirTypeAndRemedy() {
        for (Object value : new Object[] {
            new Object(),
            new Thread[] {Thread.currentThread()},
            new Date(),
            List.of(new Object()),
            Map.of("a", Thread.currentThread()),
            Optional.of(new StringBuilder()),
            new Values.Pair(new Object(), 1),
            DateTimeFormatter.ISO_DATE.parse("2020-01-02")
        }) {
            assertThatThrownBy(() -> text(value))
                    .isInstanceOf(CacheKeyException.class)
                    .hasMessageContaining("cannot take part in a key")
                    .hasMessageContaining("; use a record");
        }
    }

    /** Shows less than it holds. */
    record Masked(String number) {
        @Override
        public String number() {
            return "****" + number.substring(number.length() - 4);
        }
    }

    @Test
    void recordsWithAccessorsOfTheirOwn_areToldApartByWhatTheyHold() {
        assertThat(text(new Masked("1111222233334444"))).isNotEqualTo(text(new Masked("9999888877774444")));
        assertThat(text(new Masked("1111222233334444"))).isEqualTo(text(new Masked("1111222233334444")));
    }

    @Test
    void arrays_areToldApartByWhatTheyHold() {
        assertThat(text(new int[] {1, 2})).isEqualTo(text(new Long[] {1L, 2L})).isEqualTo("%a(1,2)");
        assertThat(text(new int[] {12})).isEqualTo("%a(12)");
        assertThat(text(new String[][] {{"a", null}, {}})).isEqualTo("%a(%a(a,%N),%a())");
        assertThat(text(new Object[] {1, 2})).isNotEqualTo(text(List.of(1, 2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {":", "/", "a:b", "|", "{", " ", "@x"})
    void colonsAndTheLike_separate(String literal) {
        assertThat(KeyText.separates(literal)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "-", ".", "_", "1", "%N", "()", "~", ",", "=", "é"})
    void whatTextsAreMadeOf_separatesNothing(String literal) {
        assertThat(KeyText.separates(literal)).isFalse();
    }

    @Test
    void valueTypes_areThoseThatSayWhatTheyAre() {
        assertThat(List.of(
                        int.class,
                        String.class,
                        UUID.class,
                        Values.Word.class,
                        Values.Pair.class,
                        List.class,
                        HashMap.class,
                        int[].class,
                        String[][].class,
                        Object[].class,
                        Optional.class,
                        LocalDate.class,
                        java.time.MonthDay.class,
                        java.time.DayOfWeek.class,
                        java.time.ZoneId.class))
                .allMatch(KeyText::isValueType);
        assertThat(List.of(void.class, Object.class, Thread[].class, Date.class, Thread.class, StringBuilder.class))
                .noneMatch(KeyText::isValueType);
    }
}
