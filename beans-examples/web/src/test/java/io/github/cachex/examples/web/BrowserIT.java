// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cachex.examples.servers.ServerKind;
import io.github.cachex.examples.start.WebExample;
import io.github.cachex.examples.zones.RedisAtHand;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The page on two nodes, as one uses it. What was loaded is what the warehouse of each node counted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private WebExample example;
    private Browser browser;

    @BeforeAll
    void start() throws Exception {
        // First: what is missing is to be said before the servers start.
        browser = new Browser();
        Path target = Path.of("target").toAbsolutePath();
        ServerKind kind = ServerKind.called(System.getProperty("server", "payara-micro"));
        example = new WebExample(kind, target.resolve("servers"), target.resolve("web.war"), RedisAtHand.start());
        example.start();
    }

    @AfterAll
    void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (example != null) {
            example.close();
        }
    }

    @Test
    void page_showsWhatTheCacheDoes() throws Exception {
        browser.resize(1280, 900, false);
        browser.open(example.pages().get(0).toString());
        await("the page is ready")
                .atMost(PATIENCE)
                .until(() -> !browser.all("[data-ready]").isEmpty());
        browser.choose("#product", "sencha");
        new Steps("browser")
                .step("both nodes are shown", this::showsBothNodes)
                .step("the first ask loads", () -> assertThat(asks("node-1")).isEqualTo("loaded 1"))
                .step(
                        "the second is a near hit",
                        () -> assertThat(asks("node-1")).isEqualTo("near hit 0"))
                .step(
                        "the other node finds it in Redis",
                        () -> assertThat(asks("node-2")).isEqualTo("hit in Redis 0"))
                .step("a stampede on a cold key loads once", this::stampedes)
                .step("invalidated by key, it is loaded again", this::invalidatesByKey)
                .step("invalidated by tag, its category is loaded again", this::invalidatesByTag)
                .step("a slow warehouse makes callers wait", this::waits)
                .step("a broken warehouse is not felt: old values stand in", this::servesStale)
                .step("without Redis, answers go on", this::goesOnWithoutRedis)
                .step("with Redis again, the nodes share again", this::sharesAgain)
                .step("a Redis that hangs is not felt either", this::goesOnWhileRedisHangs)
                .step("traffic fills the charts", this::drawsCharts)
                .step("a dark page is drawn anew", () -> pictures("dark", 1280, true))
                .step("a narrow page fits", () -> pictures("narrow", 400, false))
                .step("another origin is refused", this::refusesOthers)
                .step(
                        "the console has no mistakes",
                        () -> assertThat(browser.mistakes()).isEmpty())
                .show();
    }

    private void showsBothNodes() {
        assertThat(browser.all("#nodes .node")).hasSize(2);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.all("#nodes .node"))
                        .allSatisfy(node -> assertThat(node.getText())
                                .contains("connected", "closed", "heard")
                                .doesNotContain("not heard")));
    }

    /** Asks with the button, and returns how the answer came about and how many loads that took. */
    private String asks(String node) throws Exception {
        long before = loads();
        String said = presses("#ask [data-node='" + node + "']");
        assertThat(said).startsWith(node + " answered");
        return browser.text("#answers .how") + " " + (loads() - before);
    }

    /** Presses a button, and returns what the page says of it. */
    private String presses(String selector) {
        await("what was pressed before is done").atMost(PATIENCE).until(this::isIdle);
        browser.script("document.getElementById('result').textContent = ''");
        browser.click(selector);
        await("the page says what " + selector + " did")
                .atMost(PATIENCE)
                .until(() -> isIdle() && !browser.text("#result").isEmpty());
        assertThat(browser.all("#result.bad")).as(browser.text("#result")).isEmpty();
        return browser.text("#result");
    }

    private boolean isIdle() {
        return browser.all("[aria-busy]").isEmpty();
    }

    private void stampedes() throws Exception {
        long before = loads();
        assertThat(presses("#stampede")).startsWith("100 callers on 2 nodes, 1 load, slowest ");
        assertThat(loads() - before).isEqualTo(1);
    }

    private void invalidatesByKey() throws Exception {
        assertThat(presses("#invalidate-key")).startsWith("Sencha is forgotten");
        assertThat(asks("node-2")).isEqualTo("loaded 1");
        assertThat(asks("node-1")).isEqualTo("hit in Redis 0");
    }

    private void invalidatesByTag() throws Exception {
        for (String category : List.of("coffee", "chocolate", "tea")) {
            browser.choose("#category", category);
            presses("#invalidate-tag");
        }
        assertThat(presses("#ask-all")).startsWith("12 products on 2 nodes, 12 loads");
        long before = loads();
        presses("#invalidate-tag");
        assertThat(presses("#ask-all")).startsWith("12 products on 2 nodes, 4 loads");
        assertThat(loads() - before).isEqualTo(4);
    }

    private void waits() throws Exception {
        long before = counted("WAITED");
        presses("#slow");
        presses("#invalidate-key");
        long loads = loads();
        browser.click("#ask [data-node='node-1']");
        browser.click("#ask [data-node='node-2']");
        await("somebody waits").atMost(PATIENCE).until(() -> all("waiting") > 0);
        await("the chart shows it").atMost(PATIENCE).until(() -> drawn("waiting", "samples.at(-1)") > 0);
        await("both are answered").atMost(PATIENCE).until(() -> counted("WAITED") > before);
        presses("#slow");
        assertThat(loads() - loads).isEqualTo(1);
    }

    private void servesStale() throws Exception {
        asks("node-1");
        presses("#break");
        await("its value ends").atMost(PATIENCE).until(() -> asks("node-1").startsWith("stale"));
        assertThat(asks("node-2")).startsWith("stale");
        assertThat(browser.all("#answers .FAILED")).isEmpty();
        browser.picture("stale");
        presses("#break");
    }

    private void goesOnWithoutRedis() throws Exception {
        presses("#cut");
        for (String node : List.of("node-1", "node-2", "node-1", "node-2")) {
            asks(node);
        }
        long before = loads();
        assertThat(presses("#stampede")).startsWith("100 callers on 2 nodes, ").doesNotContain("failed");
        assertThat(loads() - before).as("one per node at most").isBetween(1L, 2L);
        await("the page shows the outage")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.all("#nodes .node"))
                        .allSatisfy(node -> assertThat(node.getText()).contains("cut off", "open", "not heard")));
        browser.picture("cut");
    }

    private void sharesAgain() throws Exception {
        presses("#restore");
        showsBothNodes();
        stampedes();
        asks("node-1");
        assertThat(asks("node-2")).endsWith(" 0");
    }

    private void goesOnWhileRedisHangs() throws Exception {
        presses("#hang");
        for (String node : List.of("node-1", "node-2", "node-1", "node-2")) {
            asks(node);
        }
        presses("#restore");
        showsBothNodes();
        stampedes();
    }

    private void drawsCharts() throws Exception {
        long before = counted("NEAR_HIT");
        presses("#traffic [data-per-second='200']");
        await("customers come").atMost(PATIENCE).until(() -> counted("NEAR_HIT") > before + 2000);
        presses("#break");
        long stale = counted("STALE");
        await("values end").atMost(PATIENCE).until(() -> counted("STALE") > stale + 500);
        presses("#break");
        browser.choose("#product", "nougat");
        presses("#stampede");
        for (String node : List.of("node-2", "node-1")) {
            asks(node);
        }
        for (String chart : List.of("loads", "near", "hits", "waiting", "stale")) {
            await("the chart " + chart + " has lines")
                    .atMost(PATIENCE)
                    .until(() -> inked(chart, 1) > 100 && inked(chart, 2) > 50);
        }
        browser.picture("light");
    }

    private void pictures(String name, int width, boolean isDark) throws Exception {
        browser.resize(width, 900, isDark);
        await("it is drawn").atMost(PATIENCE).until(() -> inked("near", 1) > 50);
        assertThat(browser.script("return document.documentElement.scrollWidth <= " + width))
                .isEqualTo(true);
        browser.picture(name);
    }

    private void refusesOthers() throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(state(example.pages().get(0)))
                        .header("Origin", "http://elsewhere.example")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    /** Returns how many pixels of a chart have the colour of a node's line. */
    private long inked(String chart, int line) {
        return number("""
                const chart = document.querySelector('#chart-%s canvas');
                const canvas = document.createElement('canvas');
                [canvas.width, canvas.height] = [chart.width, chart.height];
                const copy = canvas.getContext('2d', {willReadFrequently: true});
                copy.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--line-%d');
                copy.fillRect(0, 0, 1, 1);
                const [r, g, b] = copy.getImageData(0, 0, 1, 1).data;
                copy.clearRect(0, 0, 1, 1);
                copy.drawImage(chart, 0, 0);
                const data = copy.getImageData(0, 0, canvas.width, canvas.height).data;
                let found = 0;
                for (let i = 0; i < data.length; i += 4) {
                  found += Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b) < 40 && data[i + 3] > 200;
                }
                return found;
                """.formatted(chart, line));
    }

    private long drawn(String chart, String sample) {
        return number("return Math.max(...nodes.map(node => node." + sample + ".values['" + chart + "']))");
    }

    private long number(String script) {
        return ((Number) browser.script(script)).longValue();
    }

    private long loads() throws Exception {
        return all("loads");
    }

    private long counted(String happening) throws Exception {
        return all(happening);
    }

    /** Returns the sum of a figure over what the nodes say of themselves. */
    private long all(String figure) throws Exception {
        long sum = 0;
        for (URI page : example.pages()) {
            String state = HTTP.send(HttpRequest.newBuilder(state(page)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher found = Pattern.compile("\"" + figure + "\":(\\d+)").matcher(state);
            assertThat(found.find()).as(figure + " in " + state).isTrue();
            sum += Long.parseLong(found.group(1));
        }
        return sum;
    }

    private static URI state(URI page) {
        return page.resolve("api/state");
    }
}
