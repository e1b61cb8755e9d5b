// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CachexAllow;
import io.github.cachex.CachexFetch;
import io.github.cachex.cdi.Application;
import io.github.cachex.cdi.LogLines;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.bind.annotation.JsonbTransient;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cached method returns from the cache is what it returned before, or it is not in the cache. */
class FaithfulValuesTest {
    private static final Map<String, String> NOT_NEAR = Map.of("cachex.near.enabled", "false");
    private static final List<String> RANKING = List.of("zeta", "alpha", "mid", "beta", "10", "9");

    /** Carries anything. */
    public record Event(String id, Object payload) {}

    /** Has a subclass. */
    public static class Animal {
        public String name = "a";
    }

    /** It. */
    public static class Dog extends Animal {
        public int legs = 4;
    }

    /** Declares the superclass. */
    public record Owner(String name, Animal pet) {}

    /** Keeps its hash from the readers of its JSON. */
    public static class User {
        private @Nullable String hash;

        @JsonbTransient
        public @Nullable String getHash() {
            return hash;
        }

        @JsonbTransient
        public void setHash(@Nullable String hash) {
            this.hash = hash;
        }

        public String getName() {
            return "ann";
        }

        public void setName(String name) {}
    }

    /** Returns them. */
    @ApplicationScoped
    public static class Values {
        private int loads;

        public int loads() {
            return loads;
        }

        @CachexFetch(cache = "events", key = "{0}")
        public Event event(String id) {
            loads++;
            return new Event(id, id.equals("text") ? "hello" : LocalDate.of(2026, 1, 1));
        }

        @CachexFetch(cache = "owners", key = "{0}")
        public Owner owner(String id) {
            loads++;
            return new Owner(id, id.equals("plain") ? new Animal() : new Dog());
        }

        @CachexFetch(cache = "ranking", key = "{0}")
        public Map<String, Integer> ranking(String id) {
            loads++;
            Map<String, Integer> ranking = new LinkedHashMap<>();
            RANKING.forEach(name -> ranking.put(name, ranking.size()));
            return ranking;
        }

        @CachexFetch(cache = "steps", key = "{0}")
        public Set<String> steps(String id) {
            loads++;
            return new LinkedHashSet<>(RANKING);
        }

        @CachexFetch(cache = "headers", key = "{0}")
        public SortedMap<String, String> headers(String id) {
            SortedMap<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.put("Content-Type", "text/plain");
            return headers;
        }

        @CachexFetch(cache = "top", key = "{0}")
        public SortedSet<Integer> top(String id) {
            SortedSet<Integer> top = new TreeSet<>(Comparator.reverseOrder());
            top.addAll(List.of(1, 3, 2));
            return top;
        }

        @CachexFetch(cache = "users", key = "{0}")
        public User user(String id) {
            loads++;
            return with(id.equals("open") ? null : "secret");
        }

        private static User with(@Nullable String hash) {
            User user = new User();
            user.setHash(hash);
            return user;
        }

        @CachexFetch(cache = "pale-users", key = "{0}")
        @CachexAllow("left-out")
        public User paleUser(String id) {
            loads++;
            return with("secret");
        }

        @CachexFetch(cache = "measured", key = "{0}")
        public double[] measured(int id) {
            loads++;
            return new double[] {id % 2 == 0 ? Double.NaN : id};
        }
    }

    private interface Use {
        void with(Values values);
    }

    private static List<String> warnings(Map<String, String> configuration, Use use) {
        try (LogLines log = LogLines.listen();
                Application application = Application.of(configuration, Values.class)) {
            use.with(application.get(Values.class));
            return log.warnings().stream()
                    .filter(line -> line.contains("not stored") || line.contains("; "))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text,date", "date,text"})
    void valueBehindObject_keepsItsTypeWhateverCameFirst(String order) {
        warnings(NOT_NEAR, values -> {
            for (String id : order.split(",")) {
                values.event(id);
            }
            assertThat(values.event("date").payload()).isEqualTo(LocalDate.of(2026, 1, 1));
            assertThat(values.event("text").payload()).isEqualTo("hello");
            assertThat(values.loads()).as("the text is stored, the date is not").isEqualTo(3);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain,dog", "dog,plain"})
    void subclassInAProperty_keepsItsClassAndDoesNotKeepOthersOut(String order) {
        List<String> warned = warnings(NOT_NEAR, values -> {
            for (String id : order.split(",")) {
                values.owner(id);
            }
            assertThat(values.owner("dog").pet()).isInstanceOf(Dog.class);
            assertThat(values.owner("plain").pet()).isExactlyInstanceOf(Animal.class);
            assertThat(values.loads()).isEqualTo(3);
        });
        assertThat(warned).singleElement().asString().contains(".pet: came back as", "@JsonbTypeInfo");
    }

    @Test
    void orderOfMapsAndSets_isKept() {
        List<String> warned = warnings(NOT_NEAR, values -> {
            values.ranking("x");
            values.steps("x");
            assertThat(values.ranking("x").keySet()).containsExactlyElementsOf(RANKING);
            assertThat(values.steps("x")).containsExactlyElementsOf(RANKING);
            assertThat(values.loads()).isEqualTo(2);
        });
        assertThat(warned).isEmpty();
    }

    @Test
    void comparators_areRefusedWithARemedy() {
        List<String> warned = warnings(NOT_NEAR, values -> {
            values.headers("x");
            values.top("x");
            assertThat(values.headers("x")).containsKey("content-type");
            assertThat(values.top("x").first()).isEqualTo(3);
        });
        assertThat(warned)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("came back without its comparator", "natural order"));
    }

    @Test
    void whatIsLeftOut_isNotStoredWhereItCanBeMissed() {
        List<String> warned = warnings(NOT_NEAR, values -> {
            values.user("open");
            values.user("ann");
            assertThat(values.user("ann").getHash()).isEqualTo("secret");
            values.user("open");
            assertThat(values.loads()).isEqualTo(3);
        });
        assertThat(warned)
                .singleElement()
                .asString()
                .contains("User.hash: is left out when it is stored", "@CachexAllow(\"left-out\")");
    }

    @Test
    void whatIsLeftOut_isStoredWhereThatIsAllowed() {
        List<String> warned = warnings(NOT_NEAR, values -> {
            values.paleUser("ann");
            assertThat(values.paleUser("ann").getHash()).isNull();
            assertThat(values.loads()).isEqualTo(1);
        });
        assertThat(warned).isEmpty();
        warned = warnings(Map.of("cachex.near.enabled", "false", "cachex.allow", "left-out"), values -> {
            values.user("ann");
            assertThat(values.user("ann").getHash()).isNull();
        });
        assertThat(warned).isEmpty();
    }

    @Test
    void valueThatCannotBeWritten_isReportedOnceByAll() {
        List<String> severe = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel() == Level.SEVERE) {
                    severe.add(line.getLoggerName());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try {
            List<String> warned = warnings(NOT_NEAR, values -> {
                for (int i = 0; i < 50; i++) {
                    values.measured(i);
                }
                for (int i = 1; i < 50; i += 2) {
                    values.measured(i);
                }
                assertThat(values.loads()).as("the finite ones are stored").isEqualTo(50);
            });
            assertThat(severe).hasSizeLessThanOrEqualTo(1);
            assertThat(warned)
                    .singleElement()
                    .asString()
                    .contains("double[] (an element of it): is NaN or infinite", "; ");
        } finally {
            root.removeHandler(handler);
        }
    }
}
