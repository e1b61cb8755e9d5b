// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.core.config.BackendName;
import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.error.CacheSerializationException;
import io.github.cachex.spi.BackendContext;
import io.github.cachex.spi.BackendDecorator;
import io.github.cachex.spi.BackendFactory;
import io.github.cachex.spi.BackendOperation;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.CallSubject;
import io.github.cachex.spi.ConfigKey;
import io.github.cachex.spi.Serializer;
import io.github.cachex.testkit.FakeBackend;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineComponentsTest {
    @TempDir
    Path services;

    private static FakeBackend made;

    private EngineComponents parts(Map<String, String> properties, Object client) throws IOException {
        EngineSetup setup = setup(properties);
        return EngineComponents.of(client == null ? setup : setup.client(client), List.of());
    }

    private EngineSetup setup(Map<String, String> properties) throws IOException {
        Path folder = Files.createDirectories(services.resolve("META-INF/services"));
        Files.writeString(folder.resolve(BackendFactory.class.getName()), Made.class.getName());
        Files.writeString(
                folder.resolve(Serializer.class.getName()),
                JavaSerializer.class.getName() + "\n" + Lacking.class.getName() + "\n" + Broken.class.getName());
        // Open for the life of the test: the parts load their classes through it.
        ClassLoader loader = new URLClassLoader(
                new URL[] {services.toUri().toURL()}, getClass().getClassLoader());
        return EngineSetup.of(new io.github.cachex.core.config.ConfigSource() {
                    @Override
                    public Optional<String> get(String key) {
                        return Optional.ofNullable(properties.get(key));
                    }

                    @Override
                    public Set<String> names() {
                        return properties.keySet();
                    }
                })
                .classLoader(loader);
    }

    private static Map<String, String> with(String... more) {
        var properties = new java.util.HashMap<>(Map.of("cachex.serializer", "java-for-tests"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return properties;
    }

    @Test
    void configuredType_isTaken() throws IOException {
        EngineComponents parts = parts(with("cachex.backend.type", "made"), null);
        assertThat(parts.backends().backend("posts")).isSameAs(made);
        assertThat(parts.backends().made()).containsExactly(BackendName.ofType("made"));
        assertThat(parts.serializers().of("posts").name()).isEqualTo("java-for-tests");
    }

    @Test
    void serializerAlone_isFoundWithoutABackend() throws IOException {
        assertThat(EngineComponents.serializers(setup(with())).find("posts"))
                .hasValueSatisfying(found -> assertThat(found.name()).isEqualTo("java-for-tests"));
        assertThat(EngineComponents.serializers(setup(Map.of("cachex.serializer", "unheard-of")))
                        .find("posts"))
                .isEmpty();
    }

    @Test
    void setup_saysWhatItWasGiven() throws IOException {
        java.util.concurrent.Executor threads = Runnable::run;
        EngineSetup setup = setup(with()).executor(threads).aroundLoads(task -> task);
        assertThat(setup.executor()).containsSame(threads);
        Runnable task = () -> {};
        assertThat(setup.aroundLoads().apply(task)).isSameAs(task);
    }

    @Test
    void backendThatIsMeant_isTakenWithoutAType() throws IOException {
        assertThat(parts(with("cachex.backend.made.uri", "here"), null)
                        .backends()
                        .backend("posts"))
                .isSameAs(made);
        assertThat(parts(with(), new java.util.Random(1)).backends().backend("posts"))
                .isSameAs(made);
    }

    @Test
    void nothingMeant_isMemoryWhichMayBeMissing() {
        assertThatThrownBy(() -> parts(with(), null))
                .hasMessageContaining("memory, the default, is not on the class path, which has [made, test]");
        assertThatThrownBy(() -> parts(with(), 7))
                .hasMessageContaining("client=java.lang.Integer: no backend on the class path takes such a client");
    }

    @Test
    void brokenSerializer_saysWhatItsMakerSaid() {
        assertThatThrownBy(() -> parts(Map.of("cachex.serializer", "broken", "cachex.backend.type", "made"), null))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("cachex.serializer=broken: add the dependency org.example:broken");
    }

    @Test
    void serializerWithoutItsLibrary_isFoundOutAtTheStart() {
        assertThatThrownBy(() -> parts(Map.of("cachex.serializer", "lacking", "cachex.backend.type", "made"), null))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessage("Cachex cannot start: cachex.serializer=lacking: add the dependency org.example:lacking");
        assertThat(made.isClosed()).isTrue();
    }

    @Test
    void problemsAskedForBeforehand_areThoseOfTheStart_andLeaveNothingOpen() throws IOException {
        assertThat(CacheEngine.problems(setup(with("cachex.backend.type", "made")), "posts"))
                .isEmpty();
        assertThat(made.isClosed()).isTrue();
        assertThat(CacheEngine.problems(setup(with("cachex.backend.type", "made", "cachex.ttl", "0")), "a:b"))
                .hasSize(2)
                .anyMatch(problem -> problem.startsWith("cachex.ttl=0: "))
                .anyMatch(problem -> problem.startsWith("cache name=a:b: "));
    }

    @Test
    void backendThatCannotBeClosed_keepsNoOtherOpen() throws IOException {
        EngineComponents parts = parts(
                with(
                        "cachex.backend.type", "made",
                        "cachex.backend.made.uri", "stuck",
                        "cachex.backend.other.type", "made"),
                null);
        assertThat(parts.backends().all()).containsOnlyKeys("made", "other");

        parts.close();

        assertThat(made.isClosed()).isTrue();
    }

    @Test
    void backendMadeDespiteProblems_isClosedAgain() {
        assertThatThrownBy(() -> parts(with("cachex.backend.type", "made", "cachex.ttl", "0"), null))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("cachex.ttl=0");
        assertThat(made.isClosed()).isTrue();
    }

    @Test
    void factoryThatThrows_isHeardUnlessItNotedWhy() {
        assertThatThrownBy(() -> parts(with("cachex.backend.type", "made", "cachex.backend.made.uri", "bug"), null))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> parts(with("cachex.backend.type", "made", "cachex.backend.made.uri", "bad"), null))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("cachex.backend.made.uri=bad: is bad; use a good one");
    }

    @Test
    void builder_findsTheEngineButNoBackendHere() {
        assertThatThrownBy(() -> CacheHandler.builder().build())
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("cachex-serializer-jsonb")
                .hasMessageContaining("cachex-backend-memory");
        try (CacheHandler handler = CacheHandler.builder()
                .backend(FakeBackend.create())
                .serializer(new JavaSerializer())
                .build()) {
            assertThatThrownBy(() -> handler.get((CacheKey<String>) null)).hasMessageContaining("key=null");
        }
    }

    public static final class Made implements BackendFactory {
        private static final ConfigKey URI = ConfigKey.of("cachex.backend.made.uri", "", "Where it is.");

        @Override
        public String type() {
            return "made";
        }

        @Override
        public List<ConfigKey> keys() {
            return List.of(URI);
        }

        @Override
        public boolean isMeant(BackendContext context) {
            return context.text(URI).isPresent()
                    || context.client(java.util.Random.class).isPresent();
        }

        @Override
        public CacheBackend create(BackendContext context) {
            String uri = context.text(URI).orElse("");
            if (uri.equals("bad")) {
                context.problem(URI, "is bad", "use a good one");
            }
            if (!uri.isEmpty() && uri.startsWith("b")) {
                throw new IllegalStateException("cannot go on");
            }
            made = FakeBackend.create();
            return uri.equals("stuck") ? new Stuck(made) : made;
        }
    }

    /** Cannot be closed. */
    private static final class Stuck extends BackendDecorator {
        Stuck(CacheBackend next) {
            super(next);
        }

        @Override
        protected <R> R call(
                BackendOperation operation, CallSubject subject, CallBudget budget, Function<CallBudget, R> step) {
            return step.apply(budget);
        }

        @Override
        public void close() {
            throw new NoClassDefFoundError("org/example/Closing");
        }
    }

    public static final class Lacking implements Serializer {
        @Override
        public String name() {
            return "lacking";
        }

        @Override
        public byte id() {
            return 102;
        }

        @Override
        public byte[] write(Object value, java.lang.reflect.Type type) {
            throw new CacheSerializationException(
                    "cachex.serializer=lacking: add the dependency org.example:lacking", null);
        }

        @Override
        public Object read(byte[] bytes, java.lang.reflect.Type type) {
            return "";
        }
    }

    public static final class Broken implements Serializer {
        public Broken() {
            throw new IllegalStateException("add the dependency org.example:broken");
        }

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public byte id() {
            return 101;
        }

        @Override
        public byte[] write(Object value, java.lang.reflect.Type type) {
            return new byte[0];
        }

        @Override
        public Object read(byte[] bytes, java.lang.reflect.Type type) {
            return "";
        }
    }
}
