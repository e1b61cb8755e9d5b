// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.CacheHandler;
import io.github.cachex.Caches;
import io.github.cachex.examples.servers.ApplicationServer;
import io.github.cachex.examples.servers.ServerKind;
import io.github.cachex.examples.web.Browser;
import io.github.cachex.examples.web.Steps;
import io.github.cachex.examples.zones.RedisAtHand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;

/** The console on application servers, as an administrator uses it in a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {
    private static final Path PARTS = Path.of("target", "servers");
    private static final Duration START = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SCRIPT = "<script>document.title='taken'</script>";

    private Browser browser;
    private RedisAtHand redis;
    private ConsoleRequests requests;

    @BeforeAll
    void start() throws Exception {
        // First: what is missing is to be said before the servers start.
        browser = new Browser();
        redis = RedisAtHand.start();
    }

    @AfterAll
    void stop() throws IOException {
        if (browser != null) {
            browser.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    static List<ServerKind> servers() {
        return Stream.of(ServerKind.WILDFLY, ServerKind.OPEN_LIBERTY, ServerKind.PAYARA_MICRO)
                .filter(Chosen::is)
                .toList();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("servers")
    void console(ServerKind kind) throws Exception {
        String prefix = "console-" + kind;
        try (ApplicationServer server = kind.server(PARTS, "console-" + kind);
                Caches other =
                        CacheHandler.builder().prefix(prefix).redis(redis.uri()).buildCaches()) {
            server.runOn(Jdk.wanted(kind).get(0).home());
            server.environment("CACHEX_BACKEND_REDIS_URI", redis.uri());
            // Open Liberty lets nobody in without a password for what it signs.
            server.environment("ltpa_keys_password", "for-this-test");
            server.property("cachex.prefix", prefix);
            server.argument("-XX:TieredStopAtLevel=1");
            server.with(PARTS.resolve("console.war"));
            server.start();
            other.cache("posts");
            requests = new ConsoleRequests(server.url().resolve("console/"));
            await(kind + " starts").atMost(START).until(() -> server.answers("/console/api/posts/loads"));
            walk(kind, server);
        }
    }

    private void walk(ServerKind kind, ApplicationServer server) throws Exception {
        requests.open(SCRIPT);
        for (int i = 0; i < 12; i++) {
            requests.post("id-" + i % 4);
        }
        browser.resize(1280, 860, false);
        Steps steps = new Steps("console " + kind);
        steps.step("strangers are refused", requests::areRefusedToStrangers)
                .step("changes without token or from elsewhere are refused", requests::areRefusedWithoutTokenAndOrigin)
                .step("who logs in sees the page", () -> logIn(server))
                .step("figures are those that the source counted", this::showsFigures)
                .step("the name of a cache is text", this::showsTextAsText)
                .step("methods, with what they cost", this::showsMethods)
                .step("all nodes", this::showsNodes)
                .step("hot keys", this::showsHotKeys)
                .step("settings, with who says so, and no secret", this::showsSettings)
                .step("keys and tabs by the keyboard", this::goesByKeyboard)
                .step("an entry is looked up, and its value is text", this::looksUp)
                .step("invalidated by id", () -> invalidates("id", "post:id-1", "id-1"))
                .step("invalidated by tag", () -> invalidates("tag", "post", "id-2"))
                .step("invalidated by pattern", () -> invalidates("pattern", "post:*", "id-3"))
                .step("all, once that was asked twice", this::clears)
                .step("a server that does not answer is said", this::saysTrouble)
                .step("pictures, and a phone that need not scroll sideways", () -> pictures(kind))
                .step("no mistake and no breach of the policy", this::hasNoMistakes)
                .show();
    }

    private void hasNoMistakes() {
        assertThat(browser.mistakes().stream()
                        .filter(mistake -> !mistake.contains("ERR_INTERNET_DISCONNECTED"))
                        // Of the login, whose answers may come late.
                        .filter(mistake -> !mistake.contains("alice:")))
                .isEmpty();
    }

    private void logIn(ApplicationServer server) {
        String page = server.url() + "console/api/cachex/index.html";
        browser.open(page.replace("http://", "http://alice:" + ConsoleRequests.PASSWORD + "@"));
        browser.mistakes();
        // Again, as somebody who typed the password when the browser asked.
        browser.open(page);
        await("the page is ready")
                .atMost(PATIENCE)
                .until(() -> !browser.all("[data-ready]").isEmpty());
        assertThat(browser.all("#trouble:not([hidden])")).isEmpty();
    }

    private static String row(String cache) {
        return "#cache-rows tr[data-key='" + cache + "']";
    }

    private void showsFigures() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text(row("posts") + " td[data-label='Loads']"))
                        .isEqualTo(Integer.toString(requests.loads())));
        assertThat(browser.text(row("posts") + " td[data-label='State']")).contains("well");
        assertThat(browser.text("#tile-backend .figure")).isEqualTo("well");
    }

    private void showsTextAsText() {
        assertThat(browser.all("#cache-rows button"))
                .anySatisfy(name -> assertThat(name.getText()).isEqualTo(SCRIPT));
        assertThat(browser.all("#cache-rows script")).isEmpty();
        assertThat(browser.script("return document.title")).isEqualTo("Cachex console");
    }

    private void showsMethods() {
        browser.click("#tab-methods");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text("#method-rows td[data-label='Loads']"))
                        .isEqualTo(Integer.toString(requests.loads())));
        assertThat(browser.text("#method-rows")).contains("Posts.post", "posts");
        assertThat(browser.text("#method-rows td[data-label='Costs']")).matches("Costs.*s|.*s");
    }

    private void showsNodes() {
        browser.click("#tab-nodes");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.all("#node-cards li")).hasSize(2));
        assertThat(browser.text("#node-cards"))
                .contains(Long.toString(ProcessHandle.current().pid()), "redis", "well");
    }

    private void showsHotKeys() {
        browser.click("#tab-caches");
        browser.click(row("posts") + " button");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text("#hot-keys")).contains("post:id-1", "about"));
        browser.press(Keys.ESCAPE);
    }

    private void showsSettings() {
        browser.click("#tab-settings");
        browser.type("#settings-filter", "redis.uri");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text("#setting-rows"))
                        .contains("***")
                        .doesNotContain(redis.uri()));
        browser.type("#settings-filter", "cache.posts");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(browser.text("#setting-rows")).contains("cachex.cache.posts.ttl", "20m"));
    }

    private void goesByKeyboard() {
        browser.click("#tab-settings");
        browser.press(Keys.ARROW_RIGHT);
        assertThat(browser.all("#caches:not([hidden])")).hasSize(1);
        browser.script("document.querySelector(\"" + row("posts") + " button\").focus()");
        browser.press(Keys.ENTER);
        assertThat(browser.all("dialog[open]")).hasSize(1);
        browser.press(Keys.ESCAPE);
        assertThat(browser.all("dialog[open]")).isEmpty();
        assertThat(browser.script("return document.activeElement.textContent")).isEqualTo("posts");
    }

    private void open() {
        if (browser.all("dialog[open]").isEmpty()) {
            browser.click(row("posts") + " button");
        }
    }

    private void looksUp() {
        browser.click("#cache-rows tr:first-child button");
        assertThat(browser.text("#cache-name")).isEqualTo(SCRIPT);
        browser.type("#look-id", SCRIPT);
        browser.type("#look-type", "java.lang.String");
        browser.press(Keys.ENTER);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text("#looked")).contains("jsonb", '"' + SCRIPT + '"'));
        assertThat(browser.all("dialog script")).isEmpty();
        assertThat(browser.script("return document.title")).isEqualTo("Cachex console");
        browser.press(Keys.ESCAPE);
    }

    private void invalidates(String by, String what, String id) throws Exception {
        String before = requests.post(id);
        assertThat(requests.post(id)).isEqualTo(before);
        open();
        browser.script("document.querySelector('input[name=by][value=" + by + "]').click()");
        browser.type("#what", what);
        browser.click("#change-button");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text("#changed")).startsWith("Done on all nodes"));
        assertThat(requests.post(id)).isNotEqualTo(before);
    }

    private void clears() throws Exception {
        String before = requests.post("id-0");
        open();
        browser.script("document.querySelector('input[name=by][value=all]').click()");
        browser.click("#change-button");
        assertThat(browser.text("#changed")).contains("Press again");
        assertThat(requests.post("id-0")).isEqualTo(before);
        browser.click("#change-button");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.text("#changed")).startsWith("Done on all nodes"));
        assertThat(requests.post("id-0")).isNotEqualTo(before);
        browser.press(Keys.ESCAPE);
    }

    private void saysTrouble() {
        browser.offline(true);
        try {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(browser.text("#trouble")).contains("does not answer"));
        } finally {
            browser.offline(false);
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(browser.all("#trouble:not([hidden])")).isEmpty());
    }

    private void pictures(ServerKind kind) throws Exception {
        browser.picture("console-" + kind + "-light");
        browser.resize(1280, 860, true);
        browser.picture("console-" + kind + "-dark");
        browser.resize(360, 740, false);
        for (String tab : List.of("methods", "nodes", "settings", "caches")) {
            browser.click("#tab-" + tab);
            assertThat(((Number) browser.script("return document.documentElement.scrollWidth")).longValue())
                    .as(tab)
                    .isLessThanOrEqualTo(360);
        }
        browser.picture("console-" + kind + "-phone");
    }
}
