// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheKey;
import io.github.cachex.CachexKey;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.error.MessageText;
import java.lang.reflect.Method;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MethodTemplateTest {
    /** A record beside a bean, not public. */
    record User(@Nullable Long id, @Nullable Address address) {
        boolean hidden() {
            return true;
        }
    }

    /** A bean with getters. */
    public static class Address {
        private final @Nullable String city;

        Address(@Nullable String city) {
            this.city = city;
        }

        public @Nullable String getCity() {
            return city;
        }

        public boolean isAbroad() {
            return true;
        }

        public String zip() {
            throw new IllegalStateException("no zip");
        }

        public void move() {}

        public static String country() {
            return "x";
        }

        public byte[] getPhoto() {
            return new byte[0];
        }

        public List<StringBuilder> getNotes() {
            return List.of();
        }
    }

    /** What a generic bean declares. */
    interface Finder<T> {
        Object find(T id);
    }

    /** A box of anything. */
    public record Box<T>(T content) {}

    /** Methods as beans have them. */
    @SuppressWarnings("unused")
    interface Bean {
        Object none();

        Object one(long id);

        Object named(@CachexKey("id") long id, @CachexKey("lang") Locale lang);

        Object half(@CachexKey("id") long id, String other);

        Object marked(@CachexKey long id);

        Object twice(@CachexKey("id") long id, @CachexKey("id") long other);

        Object user(@CachexKey("user") @Nullable User user);

        Object many(String a, @Nullable Integer b, Object c, List<String> d);

        Object plain(boolean a, UUID b, LocalDate c, Thread.State d, double e);

        Object threads(Thread[] threads);

        Object box(@CachexKey("box") Box<String> box);

        Object optional(@CachexKey("o") Optional<User> user);
    }

    private static Method method(Class<?> type, String name) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String id(String template, String method, @Nullable Object... arguments) {
        return MethodTemplate.compile(template, TemplateScope.of(method(Bean.class, method)))
                .id(arguments);
    }

    private static String refusal(String template, String method) {
        try {
            MethodTemplate.compile(template, TemplateScope.of(method(Bean.class, method)));
        } catch (CacheKeyException e) {
            assertThat(e)
                    .hasMessageContaining("key template '" + MessageText.line(template) + "': ")
                    .hasMessageContaining("; ");
            return String.valueOf(e.getMessage());
        }
        return "not refused";
    }

    @Test
    void everydayTemplates_giveEverydayIds() {
        assertThat(id("post:{0}", "one", 42L)).isEqualTo("post:42");
        assertThat(id("post:{id}", "named", 42L, Locale.US)).isEqualTo("post:42");
        assertThat(id("{lang}/post:{ id }", "named", 42L, Locale.US)).isEqualTo("en~US/post:42");
        assertThat(id("{1}:{id}", "half", 42L, "a:b")).isEqualTo("a%3Ab:42");
        assertThat(id("post:{0}", "marked", 42L)).isEqualTo("post:42");
        assertThat(id("posts:all", "none")).isEqualTo("posts:all");
        assertThat(id("posts:all", "one", 42L)).isEqualTo("posts:all");
        assertThat(id("{0}:{0}", "one", 42L)).isEqualTo("42:42");
    }

    @Test
    void declaredTypes_needNoMarks() {
        UUID uuid = new UUID(1, 2);
        assertThat(id("{0}:{1}:{2}:{3}:{4}", "plain", true, uuid, LocalDate.of(2020, 1, 2), Thread.State.NEW, 1.5))
                .isEqualTo("true:" + uuid + ":2020-01-02:NEW:1.5");
        assertThat(id("{0}:{1}:{2}:{3}", "many", "42", null, "42", List.of("42")))
                .isEqualTo("42:%N:%s42:%l(%s42)");
    }

    @Test
    void templateOfAHandler_meetsThatOfAMethod() {
        assertThat(id("post:{0}", "one", 42L))
                .isEqualTo(CacheKey.template("post:{}", String.class).of(42).id());
    }

    @Test
    void typeVariable_isTakenAsItIsDeclared() {
        MethodTemplate template = MethodTemplate.compile("x:{0}", TemplateScope.of(method(Finder.class, "find")));

        assertThat(template.id(new Object[] {42})).isEqualTo("x:42");
        assertThat(template.id(new Object[] {"42"})).isEqualTo("x:%s42");
        assertThat(template.types()).containsExactly(Object.class);
    }

    @Test
    void properties_areReadByAccessorGetterOrMethod() {
        User user = new User(7L, new Address("Bern"));

        assertThat(id("user:{user.id}", "user", user)).isEqualTo("user:7");
        assertThat(id("user:{0.address.city}", "user", user)).isEqualTo("user:Bern");
        assertThat(id("user:{user.address.abroad}", "user", user)).isEqualTo("user:true");
        assertThat(id("{box.content}", "box", new Box<>("42"))).isEqualTo("42");
    }

    @Test
    void nullsAlongAPath_areToldApart() {
        List<String> ids = Stream.of(
                        null,
                        new User(1L, null),
                        new User(1L, new Address(null)),
                        new User(1L, new Address("")),
                        new User(1L, new Address("null")))
                .map(user -> id("{user.address.city}", "user", user))
                .toList();

        assertThat(ids).doesNotHaveDuplicates().startsWith("%n0", "%n1", "%N");
    }

    /** All arguments of these are alike in some way. */
    @Provide
    Arbitrary<List<List<Object>>> crowds() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.strings().withChars("1:/-%N,()a").ofMaxLength(3), Arbitraries.of("1", "%N", "null"));
        Arbitrary<Object> objects =
                Arbitraries.oneOf(texts.map(text -> (Object) text), Arbitraries.<Object>of(1, 11, true, 1.0));
        return Combinators.combine(
                        texts,
                        Arbitraries.of(0, 1, 11).optional(),
                        objects,
                        texts.list().ofMaxSize(2))
                .as((a, b, c, d) -> Arrays.asList(a, b.orElse(null), c, d))
                .list()
                .ofMinSize(100)
                .ofMaxSize(200);
    }

    @Property(tries = 100)
    void distinctArguments_neverShareAnId(@ForAll("crowds") List<List<Object>> crowd) {
        for (String template : List.of("{0}:{1}/{2}:{3}", "a{0}/1:{1}:1{2}x:y{3}", "{3}::{2}::{1}::{0}")) {
            MethodTemplate compiled = MethodTemplate.compile(template, TemplateScope.of(method(Bean.class, "many")));
            Map<String, Object> arguments = new HashMap<>();
            for (List<Object> all : crowd) {
                assertThat(arguments.computeIfAbsent(compiled.id(all.toArray()), any -> all))
                        .isEqualTo(all);
            }
        }
    }

    @Test
    void template_saysWhatItIsMadeOf() {
        MethodTemplate many = MethodTemplate.compile("x:{3}:{0}", TemplateScope.of(method(Bean.class, "many")));
        assertThat(many.positions().orElseThrow()).containsExactly(3, 0);
        assertThat(many.isFixed()).isFalse();
        assertThat(many.reaches(3)).isTrue();
        assertThat(many.reaches(4)).isFalse();
        assertThat(many.nullReference(new Object[] {"a", null, "c", List.of()})).isEmpty();
        assertThat(many.nullReference(new Object[] {"a", 1, "c", null})).contains("{3}");

        MethodTemplate user = MethodTemplate.compile("u:{user.id}", TemplateScope.of(method(Bean.class, "user")));
        assertThat(user.positions()).as("a property is not the argument itself").isEmpty();
        assertThat(user.nullReference(new Object[] {new User(null, null)})).contains("{user.id}");
    }

    @Test
    void unknownName_listsTheKnown() {
        assertThat(refusal("post:{idd}", "named")).contains("{idd}: no parameter is named 'idd'; known are id, lang");
    }

    /** These tests are compiled without -parameters, as the README's applications are. */
    @Test
    void nameThatTheClassFileLacks_showsEveryRemedy() {
        assertThat(refusal("post:{id}", "one"))
                .contains("-parameters", "{0}", "@CachexKey(\"id\")")
                .doesNotContain("known are");
        assertThat(refusal("post:{id}", "marked")).contains("-parameters");
        assertThat(refusal("post:{other}", "half")).contains("-parameters", "known are id");
    }

    @Test
    void placeholderOfAMethodWithoutParameters_isRefused() {
        assertThat(refusal("post:{id}", "none")).contains("the method has no parameters");
        assertThat(refusal("post:{0}", "none")).contains("the method has no parameters");
    }

    @Test
    void positionBeyondTheLast_isRefused() {
        assertThat(refusal("post:{2}", "named")).contains("{2} does not exist; positions go from {0} to {1}");
        assertThat(refusal("post:{99999999999}", "named")).contains("no parameter is named");
    }

    @Test
    void adjacentPlaceholders_areRefused() {
        assertThat(refusal("{id}{lang}", "named")).contains("nothing keeps {id} and {lang} apart", "colon");
        assertThat(refusal("{id}-x_{lang}", "named")).contains("nothing keeps");
        assertThat(refusal("{id}:{lang}", "named")).isEqualTo("not refused");
    }

    @Test
    void brokenBraces_areRefused() {
        assertThat(refusal("post:{id", "named")).contains("not closed");
        assertThat(refusal("post:{id{lang}", "named")).contains("not closed");
        assertThat(refusal("post:id}", "named")).contains("closing brace");
        assertThat(refusal("post:{}", "named")).contains("{} names no parameter");
        assertThat(refusal("  ", "named")).contains("is empty");
    }

    @Test
    void charactersThatNoKeyMayHold_areRefused() {
        assertThat(refusal("post\n{id}", "named")).contains("control character");
        assertThat(refusal("post\uD800:{id}", "named")).contains("surrogate");
    }

    @Test
    void propertyThatIsNotThere_isRefused() {
        assertThat(refusal("{user.name}", "user")).contains("has no property 'name'", "name() or getName()");
        assertThat(refusal("{user.}", "user")).contains("has no property ''");
        assertThat(refusal("{user.hidden}", "user")).contains("has no property 'hidden'");
        assertThat(refusal("{user.address.move}", "user")).contains("has no property 'move'");
        assertThat(refusal("{user.address.country}", "user")).contains("has no property 'country'");
        assertThat(refusal("{user.address.hashCode}", "user")).contains("has no property");
        assertThat(refusal("{user.address.class}", "user")).contains("has no property");
        assertThat(refusal("{o.id}", "optional")).contains("has no property 'id' in java.util.Optional");
    }

    @Test
    void leafWithoutAText_isRefused() {
        assertThat(refusal("{user.address}", "user")).contains(Address.class.getTypeName(), "name a property of it");
        assertThat(refusal("{user.address.notes}", "user")).contains("java.lang.StringBuilder");
        assertThat(refusal("{0}", "threads")).contains("java.lang.Thread");
    }

    @Test
    void arrays_areWrittenByWhatTheyHold() {
        User user = new User(7L, new Address("Bern"));
        assertThat(id("photo:{user.address.photo}", "user", user)).isEqualTo("photo:%a()");
    }

    @Test
    void twoParametersOfOneName_areRefused() {
        assertThat(refusal("{id}", "twice")).contains("two parameters are named 'id'");
    }

    @Test
    void allThatIsWrong_isSaidAtOnce() {
        assertThat(refusal("{x}{7}:{user.name}", "user"))
                .contains("'x'", "{7} does not exist", "'name'", "nothing keeps", "also: ");
    }

    @Test
    void accessorThatThrows_saysWhichAndWhy() {
        assertThatThrownBy(() -> id("{user.address.zip}", "user", new User(1L, new Address("Bern"))))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("Address.zip()")
                .hasMessageContaining("no zip");
    }

    @Test
    void argumentOfAnotherType_saysWhichMethodWanted() {
        assertThatThrownBy(() -> id("{user.id}", "user", "no user"))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("User.id()");
    }

    @Test
    void valueThatTurnsOutToHaveNoText_isRefused() {
        assertThatThrownBy(() -> id("{2}", "many", "a", 1, new Object(), List.of()))
                .isInstanceOf(CacheKeyException.class)
                .hasMessageContaining("java.lang.Object");
    }
}
