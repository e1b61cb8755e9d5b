// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.CacheStats;
import io.github.cachex.Caches;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console answers those whom it lets in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleTest {
    private static final String KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private ConsoleServer server;

    @BeforeAll
    void start() throws IOException {
        server = ConsoleServer.start(
                Map.of(
                        "cachex.prefix", "shop",
                        "cachex.encryption.keys", "a:" + KEY,
                        "cachex.cache.named.stale-ttl", "1h"),
                ShopBeans.class);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void configure() {
        server.set("cachex.console.enabled", "true");
        server.set("cachex.console.role", "cachex-admin");
        server.set("cachex.console.values", "false");
    }

    private static JsonObject json(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }

    @Test
    void page_isServedWithItsFiles() throws Exception {
        HttpResponse<String> root = server.read("");
        assertThat(root.statusCode()).isEqualTo(303);
        assertThat(root.headers().firstValue("Location"))
                .contains(server.uri("/index.html").toString());
        String page = server.read("/index.html").body();
        assertThat(page)
                .doesNotContain("<style", " style=", " onclick", "https://")
                .contains("<script type=\"module\" src=\"console.js\"></script>");
        for (String file :
                List.of("console.css", "console.js", "views.js", "cache.js", "elements.js", "figures.js", "icon.svg")) {
            HttpResponse<String> answer = server.read("/" + file);
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.body())
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
        }
        assertThat(server.read("/other.js").statusCode()).isEqualTo(404);
        assertThat(server.read("/../secret.html").statusCode()).isEqualTo(404);
    }

    @Test
    void session_givesTheTokenThatTheBrowserKeeps() throws Exception {
        HttpResponse<String> first = server.read("/session");
        String token = json(first).getString("token");

        assertThat(first.headers().firstValue("Set-Cookie"))
                .contains("cachex-console=" + token + "; Path=/; HttpOnly; SameSite=Strict");
        assertThat(json(first).getString("user")).isEqualTo("alice");
        assertThat(json(first).getBoolean("mayChange")).isTrue();
        assertThat(json(first).getBoolean("mayShowValues")).isFalse();
        HttpResponse<String> again = server.send(server.admin("/session").header("Cookie", "cachex-console=" + token));
        assertThat(json(again).getString("token")).isEqualTo(token);
        HttpResponse<String> forged = server.send(server.admin("/session").header("Cookie", "cachex-console=guessed"));
        assertThat(json(forged).getString("token")).matches("[0-9a-f]{32}");
    }

    @Test
    void nodes_sayWhatTheyCounted() throws Exception {
        ShopBeans shop = server.get(ShopBeans.class);
        shop.post("<script>alert(1)</script>");
        shop.post("<script>alert(1)</script>");

        JsonObject node = json(server.read("/nodes")).getJsonArray("nodes").getJsonObject(0);
        assertThat(node.getString("application")).isEqualTo("shop");
        JsonObject posts = node.getJsonObject("stats").getJsonObject("posts");
        CacheStats counted = server.get(Caches.class).stats().get("posts");
        assertThat(posts.getInt("hits")).isEqualTo((int) counted.hits()).isPositive();
        assertThat(posts.getInt("loads")).isEqualTo((int) counted.loads()).isPositive();
        assertThat(posts.getString("breaker")).isEqualTo("CLOSED");
        assertThat(posts.getJsonObject("loadTime").containsKey("p99")).isTrue();
        assertThat(node.getJsonObject("health").getString("backend")).isEqualTo("memory");
        assertThat(node.getJsonObject("methods")
                        .getJsonObject(ShopBeans.class.getName() + ".post")
                        .getInt("loads"))
                .isEqualTo((int) counted.loads());
        assertThat(node.getJsonObject("hotKeys")
                        .getJsonArray("posts")
                        .getJsonObject(0)
                        .getString("id"))
                .startsWith("post:");
        assertThat(json(server.read("/advice")).getJsonArray("advice")).isEmpty();
    }

    @Test
    void settings_sayWhoSaysSo_andNoSecret() throws Exception {
        String body = server.read("/settings").body();

        assertThat(body)
                .contains("{\"key\":\"cachex.encryption.keys\",\"value\":\"***\"")
                .contains("{\"key\":\"cachex.cache.named.stale-ttl\",\"value\":\"1h\",\"source\":\"test\"}")
                .contains("{\"key\":\"cachex.console.enabled\",\"value\":\"true\"")
                .doesNotContain("AAAA");
    }

    @ParameterizedTest
    @CsvSource({
        "id, false, b:2, false", "id, true, b:2, true",
        "tag, false, all, false", "tag, true, all, true",
        "pattern, false, *:2, false", "pattern, true, ?:2, true",
        "all, false, , false", "all, true, , true"
    })
    void change_isMadeAsItSays(String by, boolean expire, String what, boolean standsIn) throws Exception {
        CacheKey<String> key = CacheKey.of("b:2", String.class);
        CacheHandler posts = server.get(Caches.class).cache("named");
        posts.put(key, "two", CacheOptions.defaults().tags("all"));
        assertThat(posts.get(key)).contains("two");

        String named = what == null ? "" : "\"" + what + "\"";
        JsonObject made = json(server.send(server.change(
                "{\"cache\":\"named\",\"by\":\"" + by + "\",\"what\":[" + named + "],\"expire\":" + expire + "}")));

        assertThat(made.getString("outcome")).isEqualTo("APPLIED");
        assertThat(posts.get(key)).isEmpty();
        assertThat(posts.entry(key).isPresent()).isEqualTo(standsIn);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                   | no change that the console knows",
                "[]                                                  | no change that the console knows",
                "{\"cache\":1,\"by\":\"all\"}                        | no cache; name one",
                "{\"by\":\"all\"}                                    | no cache; name one",
                "{\"cache\":\"posts\",\"by\":\"moon\"}               | by=moon: write id, tag, pattern or all",
                "{\"cache\":\"posts\",\"by\":\"id\"}                 | nothing to invalidate; name an id",
                "{\"cache\":\"posts\",\"by\":\"tag\",\"what\":[\"\"]} | nothing to invalidate; name a tag",
                "{\"cache\":\"posts\",\"by\":\"pattern\",\"what\":[\"a\",\"b\"]} | nothing to invalidate; name one pattern",
                "{\"cache\":\"posts\",\"by\":\"all\",\"what\":[\"a\"]} | all is all; name nothing beside it",
                "{\"cache\":\"posts\",\"by\":\"id\",\"what\":[1]}    | no change that the console knows",
                "{\"cache\":\"a:b\",\"by\":\"all\"}                  | Cachex cannot start"
            })
    void changeThatNobodyCanMake_isSaid(String body, String problem) throws Exception {
        HttpResponse<String> refused = server.send(server.change(body));

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(json(refused).getString("problem")).startsWith(problem);
    }

    @Test
    void changeThatIsTooLong_isRefused() throws Exception {
        String many = "[" + "\"x\",".repeat(1_000) + "\"x\"]";
        for (String body : List.of("x".repeat(70_000), "{\"cache\":\"posts\",\"by\":\"id\",\"what\":" + many + "}")) {
            HttpResponse<String> refused = server.send(server.change(body));

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(json(refused).getString("problem"))
                    .startsWith("more than")
                    .contains("send fewer");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void value_isShownOnlyWhereItIsAllowed(boolean allowed) throws Exception {
        server.set("cachex.console.values", String.valueOf(allowed));
        server.get(ShopBeans.class).post("7");
        String type = ShopBeans.Post.class.getName().replace("$", "%24");

        JsonObject found = json(server.read("/entry?cache=posts&id=post:7&type=" + type));
        assertThat(found.getBoolean("stored")).isTrue();
        assertThat(found.getJsonArray("tags").getString(0)).isEqualTo("post");
        assertThat(found.getJsonNumber("freshFor").doubleValue()).isBetween(1.0, 300_000.0);
        assertThat(Optional.ofNullable(found.get("value")).isPresent()).isEqualTo(allowed);
        assertThat(found.toString().contains("title of 7")).isEqualTo(allowed);
    }

    @Test
    void entry_isLookedAtWithoutItsTypeToo() throws Exception {
        server.set("cachex.console.values", "true");
        server.get(ShopBeans.class).post("7");
        CacheHandler posts = server.get(Caches.class).cache("posts");
        posts.put(
                CacheKey.of("ever", String.class),
                "x",
                CacheOptions.defaults().ttl(java.time.Duration.ofDays(400_000)));

        assertThat(json(server.read("/entry?cache=posts&id=post:7"))).hasToString("{\"stored\":true}");
        assertThat(json(server.read("/entry?cache=posts&id=post:8"))).hasToString("{\"stored\":false}");
        assertThat(json(server.read("/entry?cache=posts&id=post:7&type=java.lang.Integer"))
                        .getBoolean("stored"))
                .isFalse();
        assertThat(json(server.read("/entry?cache=posts&id=ever&type=java.lang.String"))
                        .isNull("freshFor"))
                .isTrue();
        assertThat(server.read("/entry?cache=moon&id=1").statusCode()).isEqualTo(404);
        HttpResponse<String> unknown = server.read("/entry?cache=posts&id=post:7&type=Post");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(json(unknown).getString("problem"))
                .isEqualTo("type=Post: no such class in the application; write its whole name");
    }

    @Test
    void switchedOff_thereIsNoConsole() throws Exception {
        server.set("cachex.console.enabled", "false");
        for (String path : List.of("", "/index.html", "/nodes")) {
            assertThat(server.read(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(server.send(server.change("{\"cache\":\"posts\",\"by\":\"all\"}"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void roleNone_opensReadingAlone() throws Exception {
        server.set("cachex.console.role", "none");
        HttpResponse<String> read = server.send(HttpRequest.newBuilder(server.uri("/session")));
        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(json(read).getString("user")).isEqualTo("nobody");
        assertThat(json(read).getBoolean("mayChange")).isFalse();
        HttpResponse<String> refused = server.send(server.change("{\"cache\":\"posts\",\"by\":\"all\"}"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).startsWith("cachex.console.role=none lets nobody change anything");
    }

    @Test
    void configuredRole_isTheOneThatCounts() throws Exception {
        server.set("cachex.console.role", "operator");
        assertThat(server.read("/nodes").statusCode()).isEqualTo(403);
        assertThat(server.send(server.admin("/nodes").setHeader("Test-Role", "operator"))
                        .statusCode())
                .isEqualTo(200);
    }
}
