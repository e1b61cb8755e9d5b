// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.cachex.testkit.redis.StandInEngine.Step;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which Redis is taken, on an engine that fails at each step in turn. */
class RedisChoiceTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(500);

    private final List<String> printed = new ArrayList<>();
    private final EmbeddedSource embedded = new EmbeddedSource();

    @Test
    void engineWorks_containerIsTakenAndNoneIsLeft() {
        StandInEngine engine = new StandInEngine();
        RedisSource source = choice(Map.of(), containers(() -> engine)).get();
        assertThat(source.name()).isEqualTo("container");
        assertThat(printed).containsExactly("Redis for tests: a container, through Testcontainers");
        assertThat(engine.running()).isZero();
        try (RedisServer server = RedisServer.start(source, List.of(), LONG)) {
            assertThat(server.answers()).isTrue();
            assertThat(engine.running()).isOne();
        }
        assertThat(engine.running()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "HELPER, Container startup failed for image testcontainers/ryuk",
        "HELPER_AGAIN, org/testcontainers/utility/ResourceReaper",
        "IMAGE, the image redis cannot be pulled: lookup registry: no such host",
        "ADDRESS_UNKNOWN, the address of the engine is not known here: engine.invalid",
        "ENDS_AT_ONCE, ended by itself",
        "FREEZE, no freezer here",
        "FREEZE_WITHOUT_EFFECT, a container that was frozen answers",
        "PORT_TAKEN_ALWAYS, Container startup failed: port is already allocated"
    })
    void engineFails_oneLineSaysWhyAndTheNextIsTaken(Step step, String reason) {
        StandInEngine engine = new StandInEngine(step);
        RedisChoice choice = choice(Map.of(), containers(() -> engine));
        assertThat(choice.get()).isSameAs(embedded);
        assertThat(choice.get()).isSameAs(embedded);
        assertThat(printed).hasSize(1);
        assertThat(printed.get(0))
                .startsWith("Redis for tests: the binary of embedded-redis (container: ")
                .contains(reason)
                .doesNotContain("\n");
        assertThat(engine.prepared())
                .as("an engine that failed is not tried again")
                .isOne();
        assertThat(engine.running()).isZero();
        try (RedisServer server = RedisServer.start(choice.get(), List.of(), LONG)) {
            assertThat(server.answers()).isTrue();
        }
    }

    @Test
    void addressIsSilent_serverIsEndedAndTheNextIsTaken() {
        StandInEngine engine = new StandInEngine(Step.ADDRESS_SILENT);
        RedisChoice choice = choice(Map.of(), new ContainerSource(() -> engine, LONG, SHORT));
        assertThat(choice.get()).isSameAs(embedded);
        assertThat(printed).hasSize(1);
        assertThat(printed.get(0)).contains("an answer of Redis at 127.0.0.1:");
        assertThat(engine.started()).as("silence is no port that was taken").isOne();
        assertThat(engine.running()).isZero();
    }

    @Test
    void pullHangs_trialIsGivenUpAfterItsLimit() throws Exception {
        StandInEngine engine = new StandInEngine(Step.PULL_HANGS);
        RedisChoice choice = choice(Map.of(), new ContainerSource(() -> engine, SHORT, LONG));
        assertThat(choice.get()).isSameAs(embedded);
        assertThat(printed).hasSize(1);
        assertThat(printed.get(0)).contains("no container was ready within 0.5 s");
        engine.awaitInterrupt();
        assertThat(engine.started()).isZero();
    }

    @Test
    void noEngine_nextIsTaken() {
        RedisChoice choice = choice(Map.of(), containers(() -> {
            throw new IllegalStateException("no Docker");
        }));
        assertThat(choice.get()).isSameAs(embedded);
        assertThat(printed).containsExactly("Redis for tests: the binary of embedded-redis (container: no Docker)");
    }

    @Test
    void portTakenInBetween_anotherOneIsTried() {
        StandInEngine engine = new StandInEngine(Step.PORT_TAKEN_ONCE);
        RedisChoice choice = choice(Map.of(), containers(() -> engine));
        assertThat(choice.get().name()).isEqualTo("container");
        assertThat(engine.started()).isEqualTo(2);
        assertThat(engine.running()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Step.class,
            names = {"HELPER", "HELPER_AGAIN", "IMAGE", "FREEZE", "PORT_TAKEN_ALWAYS"})
    void containerWantedAndNotToBeHad_eachStartFailsAndSaysWhy(Step step) {
        StandInEngine engine = new StandInEngine(step);
        RedisChoice choice = choice(Map.of(RedisChoice.VARIABLE, "container"), containers(() -> engine));
        for (int i = 0; i < 2; i++) {
            assertThatIllegalStateException()
                    .isThrownBy(choice::get)
                    .withMessageStartingWith("CACHEX_TEST_REDIS=container: ")
                    .withMessageEndingWith(
                            "; mend that, or leave the variable out for the first of container, embedded that works");
        }
        assertThat(printed).isEmpty();
        assertThat(engine.prepared()).isOne();
        assertThat(engine.running()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"container, container", "embedded, embedded", "Embedded, embedded", "' embedded ', embedded"})
    void wanted_isTakenAndSaidSo(String wanted, String taken) {
        StandInEngine engine = new StandInEngine();
        RedisChoice choice = choice(Map.of(RedisChoice.VARIABLE, wanted), containers(() -> engine));
        assertThat(choice.get().name()).isEqualTo(taken);
        assertThat(printed).hasSize(1);
        assertThat(printed.get(0)).endsWith(", as CACHEX_TEST_REDIS says");
        assertThat(engine.prepared()).isEqualTo(taken.equals("container") ? 1 : 0);
    }

    @Test
    void wantedBlank_isAsIfNotSet() {
        RedisChoice choice = choice(Map.of(RedisChoice.VARIABLE, "  "), embedded);
        assertThat(choice.get()).isSameAs(embedded);
        assertThat(printed).containsExactly("Redis for tests: the binary of embedded-redis");
    }

    @Test
    void wantedUnknown_isAnErrorThatNamesTheChoices() {
        RedisChoice choice = choice(Map.of(RedisChoice.VARIABLE, "dcoker"), containers(StandInEngine::new));
        assertThatIllegalStateException()
                .isThrownBy(choice::get)
                .withMessage("CACHEX_TEST_REDIS=dcoker: no such way to run a Redis; write one of container, embedded,"
                        + " or leave it out");
    }

    @Test
    void pathWithoutServer_wantedAndNot() {
        PathSource path = new PathSource("/no/such/folder");
        assertThatIllegalStateException()
                .isThrownBy(choice(Map.of(RedisChoice.VARIABLE, "path"), path)::get)
                .withMessageStartingWith(
                        "CACHEX_TEST_REDIS=path: no redis-server and no valkey-server is on the PATH; ");
        assertThat(choice(Map.of(), path).get()).isSameAs(embedded);
        assertThat(printed)
                .containsExactly(
                        "Redis for tests: the binary of embedded-redis (path: no redis-server and no valkey-server is on the PATH)");
    }

    @Test
    void pathWithValkeyAlone_takesIt(@TempDir Path folder) throws IOException {
        Path valkey = Files.createFile(folder.resolve("valkey-server"));
        assertThat(valkey.toFile().setExecutable(true)).isTrue();
        PathSource path = new PathSource("/no/such/folder" + File.pathSeparator + folder);
        assertThat(choice(Map.of(RedisChoice.VARIABLE, "path"), path).get()).isSameAs(path);
        assertThat(printed)
                .containsExactly(
                        "Redis for tests: " + valkey + ", found on the PATH, as " + RedisChoice.VARIABLE + " says");
    }

    @Test
    void pathWithRedisAndValkey_takesRedis(@TempDir Path first, @TempDir Path second) throws IOException {
        assertThat(Files.createFile(first.resolve("valkey-server")).toFile().setExecutable(true))
                .isTrue();
        Path redis = Files.createFile(second.resolve("redis-server"));
        assertThat(redis.toFile().setExecutable(true)).isTrue();
        PathSource path = new PathSource(first + File.pathSeparator + second);
        assertThat(path.obstacle()).isEmpty();
        assertThat(path).hasToString(redis + ", found on the PATH");
    }

    @Test
    void containersForAGroup_areRefusedWithTheRemedy() {
        NoContainers containers = new NoContainers();
        assertThatIllegalStateException()
                .isThrownBy(choice(Map.of(RedisChoice.VARIABLE, "container"), containers)::get)
                .withMessageStartingWith("CACHEX_TEST_REDIS=container: containers with published ports do not reach")
                .withMessageEndingWith(
                        "; mend that, or leave the variable out for the first of container, embedded that works");
        assertThat(choice(Map.of(), containers).get()).isSameAs(embedded);
    }

    @Test
    void nothingToBeHad_isAnErrorWithEveryReason() {
        RedisChoice choice = new RedisChoice(Map.of(), List.of(new PathSource("")), printed::add);
        assertThatIllegalStateException()
                .isThrownBy(choice::get)
                .withMessage(
                        "no Redis for tests: path: no redis-server and no valkey-server is on the PATH; install redis-server or add"
                                + " embedded-redis to the class path of the tests");
    }

    private RedisChoice choice(Map<String, String> environment, RedisSource first) {
        List<RedisSource> sources = first == embedded ? List.of(embedded) : List.of(first, embedded);
        return new RedisChoice(environment, sources, printed::add);
    }

    private static ContainerSource containers(Supplier<ContainerEngine> engines) {
        return new ContainerSource(engines, LONG, LONG);
    }
}
