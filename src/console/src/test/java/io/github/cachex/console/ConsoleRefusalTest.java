// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheKey;
import io.github.cachex.Caches;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the console lets in, and whom it refuses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleRefusalTest {
    private static final String ALL = "{\"cache\":\"posts\",\"by\":\"all\"}";
    private static final List<String> READING = List.of(
            "", "/index.html", "/console.js", "/session", "/nodes", "/settings", "/advice", "/entry?cache=posts&id=1");
    private static final CacheKey<String> KEY = CacheKey.of("1", String.class);

    private ConsoleServer server;

    @BeforeAll
    void start() throws Exception {
        server = ConsoleServer.start(Map.of());
        server.get(Caches.class).cache("posts").put(KEY, "one");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static List<String> reading() {
        return READING;
    }

    @ParameterizedTest
    @MethodSource("reading")
    void nobodyLoggedIn_isRefused(String path) throws Exception {
        HttpResponse<String> refused = server.send(HttpRequest.newBuilder(server.uri(path)));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).startsWith("nobody is logged in").contains("cachex-admin");
    }

    @ParameterizedTest
    @MethodSource("reading")
    void anotherRole_isRefused(String path) throws Exception {
        HttpResponse<String> refused = server.send(HttpRequest.newBuilder(server.uri(path))
                .header("Test-User", "bob")
                .header("Test-Role", "user"));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("the user has not the role cachex-admin");
    }

    static Stream<Arguments> foreignChanges() {
        return Stream.of(
                Arguments.of(
                        "nobody logged in",
                        401,
                        change(request -> request.setHeader("Test-Role", "").setHeader("Test-User", ""))),
                Arguments.of("another role", 403, change(request -> request.setHeader("Test-Role", "user"))),
                Arguments.of(
                        "a foreign origin",
                        403,
                        change(request -> request.setHeader("Origin", "https://evil.example"))),
                Arguments.of("an origin that is none", 403, change(request -> request.setHeader("Origin", "null"))),
                Arguments.of(
                        "an origin that nobody can read",
                        403,
                        change(request -> request.setHeader("Origin", "http://["))),
                Arguments.of("another port", 403, change(request -> request.setHeader("Origin", "http://127.0.0.1:1"))),
                Arguments.of("another site", 403, change(request -> request.setHeader("Sec-Fetch-Site", "cross-site"))),
                Arguments.of(
                        "a neighbour of the site",
                        403,
                        change(request -> request.setHeader("Sec-Fetch-Site", "same-site"))),
                Arguments.of(
                        "another token",
                        403,
                        change(request -> request.setHeader(ConsoleToken.HEADER, ConsoleToken.create()))),
                Arguments.of(
                        "a token without a cookie", 403, change(request -> request.setHeader("Cookie", "other=1"))),
                Arguments.of(
                        "a token that was none",
                        403,
                        change(request ->
                                request.setHeader("Cookie", "cachex-console=x").setHeader(ConsoleToken.HEADER, "x"))));
    }

    private static UnaryOperator<HttpRequest.Builder> change(UnaryOperator<HttpRequest.Builder> change) {
        return change;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("foreignChanges")
    void change_isRefused(String what, int status, UnaryOperator<HttpRequest.Builder> change) throws Exception {
        HttpResponse<String> refused = server.send(change.apply(server.change(ALL)));

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(status);
        assertThat(server.get(Caches.class).cache("posts").get(KEY)).contains("one");
    }

    @Test
    void changeThatSaysNothingOfItsOrigin_orSendsNoToken_isRefused() throws Exception {
        HttpRequest.Builder silent = server.admin("/invalidate")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(ALL));
        HttpResponse<String> refused = server.send(silent);
        HttpResponse<String> tokenless = server.send(silent.header("Origin", "http://" + server.host()));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).isEqualTo("not sent by the console's own page");
        assertThat(tokenless.statusCode()).isEqualTo(403);
        assertThat(tokenless.body()).contains("token");
        assertThat(server.get(Caches.class).cache("posts").get(KEY)).contains("one");
    }

    @Test
    void pageOfTheSameServer_isLetIn() throws Exception {
        server.get(Caches.class).cache("others").put(KEY, "one");
        HttpResponse<String> made = server.send(
                server.change("{\"cache\":\"others\",\"by\":\"all\"}").header("Sec-Fetch-Site", "same-origin"));

        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        assertThat(server.get(Caches.class).cache("others").get(KEY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/index.html", "/nodes"})
    void everyAnswer_forbidsWhatIsNotOurs(String path) throws Exception {
        for (HttpRequest.Builder request : List.of(server.admin(path), HttpRequest.newBuilder(server.uri(path)))) {
            HttpResponse<String> answer = server.send(request);

            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .startsWith("default-src 'self';")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().map())
                    .containsEntry("Cache-Control", List.of("no-store"))
                    .containsEntry("X-Content-Type-Options", List.of("nosniff"))
                    .containsEntry("X-Frame-Options", List.of("DENY"));
        }
    }

    @Test
    void consoleWithoutItsFilter_isClosed() throws Exception {
        server.close();
        try (ConsoleServer bare = ConsoleServer.of(List.of(ConsoleResource.class), Map.of())) {
            for (String path : READING) {
                HttpResponse<String> refused = bare.read(path);
                assertThat(refused.statusCode()).as(path).isEqualTo(403);
                assertThat(refused.body()).contains("register ConsoleFilter");
            }
            assertThat(bare.send(bare.change(ALL)).statusCode()).isEqualTo(403);
        } finally {
            start();
        }
    }
}
