// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.testkit.Elapsed;
import io.github.cachex.testkit.Show;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application behind a real Varnish, which it purges. */
class VarnishIT {
    private static final String NO_REPEAT = "1h";
    private static final int AT_ONCE = 100;
    /** Takes away what Varnish does by itself for those who ask with a name: what the application says is to be enough. */
    private static final String TRUSTING = "sub vcl_recv { if (req.method == \"GET\") { return (hash); } }";

    private static Fronted fronted(String longestResponse) {
        return new Fronted("", false, Map.of("cachex.purger.varnish.longest-response", longestResponse));
    }

    /** Returns how many of {@code reads} are stale that come after an invalidation which met the answer under way. */
    private static int stale(Fronted fronted, String path, int reads, boolean repeated) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
        int stale = 0;
        try {
            for (int round = 0; round < reads / AT_ONCE; round++) {
                stale += round(fronted, path + round + "-", clients, repeated);
            }
        } finally {
            clients.shutdownNow();
        }
        return stale;
    }

    private static int round(Fronted fronted, String path, ExecutorService clients, boolean repeated) throws Exception {
        CountDownLatch read = new CountDownLatch(AT_ONCE);
        CountDownLatch answer = new CountDownLatch(1);
        fronted.site().shop().afterRead(id -> {
            if (!id.equals("marker")) {
                read.countDown();
                await(answer);
            }
        });
        List<Future<HttpResponse<String>>> underWay = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            String each = path + i;
            underWay.add(clients.submit(() -> fronted.get(each)));
        }
        await(read);
        String[] ids = IntStream.range(0, AT_ONCE)
                .mapToObj(i -> (path + i).substring(path.lastIndexOf('/') + 1))
                .toArray(String[]::new);
        List.of(ids).forEach(fronted.site().shop()::change);
        fronted.site().cache().invalidate(ids);
        fronted.awaitPurges();
        answer.countDown();
        for (Future<HttpResponse<String>> each : underWay) {
            assertThat(each.get(30, TimeUnit.SECONDS).body()).endsWith(" 0");
        }
        fronted.site().shop().afterRead(id -> {});
        if (repeated) {
            fronted.awaitRepeats();
        }
        int stale = 0;
        for (int i = 0; i < AT_ONCE; i++) {
            stale += fronted.get(path + i).body().endsWith(" 1") ? 0 : 1;
        }
        return stale;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void answersUnderWay_whenPurged_areNotServedAfterwards() throws Exception {
        try (Fronted both = fronted("300ms")) {
            Show.exactly(
                    "varnish",
                    stale(both, "/articles/", 5_000, true),
                    0,
                    "stale of 5000 reads after the purge and the answer under way");
        }
    }

    @Test
    void eachMendAlone_isEnough_andWithNeitherAnswersStayStale() throws Exception {
        try (Fronted filter = fronted(NO_REPEAT)) {
            Show.exactly("varnish filter", stale(filter, "/articles/", 500, false), 0, "stale of 500, no second purge");
            Show.atLeast("varnish control", stale(filter, "/byhand/c", 500, false), 1, "stale of 500 with neither");
        }
        try (Fronted repeat = fronted("300ms")) {
            Show.exactly("varnish repeat", stale(repeat, "/byhand/", 500, true), 0, "stale of 500, without the filter");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xkey", "ban"})
    void tagPatternAndClear_arePurged_andWhatIsNotMeantStays(String method) {
        try (Fronted fronted = new Fronted(
                "",
                false,
                Map.of("cachex.purger.varnish.longest-response", NO_REPEAT, "cachex.purger.varnish.method", method))) {
            for (Runnable change : List.<Runnable>of(
                    () -> fronted.site().cache().invalidateTags("article-1"),
                    () -> fronted.site().cache().expireTags("all"),
                    () -> fronted.site().cache().invalidateMatching("1*"),
                    () -> fronted.site().cache().clear(),
                    () -> fronted.site().cache().expire("1"),
                    () -> fronted.site().cache().invalidate("1"))) {
                String before = fronted.get("/articles/1").body();
                fronted.site().shop().change("1");
                assertThat(fronted.get("/articles/1").body()).isEqualTo(before);
                change.run();
                Awaitility.await()
                        .until(() -> !fronted.get("/articles/1").body().equals(before));
            }
            fronted.get("/articles/2");
            int asked = fronted.site().shop().asked();
            fronted.site().cache().invalidateTags("article-1");
            fronted.site().cache().invalidate("1");
            fronted.awaitPurges();
            int ofMarker = fronted.site().shop().asked();
            HttpResponse<String> kept = fronted.get("/articles/2");
            assertThat(kept.headers().map()).doesNotContainKeys("surrogate-key", "surrogate-control", "xkey");
            assertThat(fronted.site().shop().asked()).isEqualTo(ofMarker).isGreaterThan(asked);
        }
    }

    @Test
    void pausedVarnish_learnsWhatItMissed_andKeepsNobodyWaiting() {
        try (Fronted fronted = new Fronted(
                "",
                false,
                Map.of(
                        "cachex.purger.varnish.longest-response",
                        NO_REPEAT,
                        "cachex.purger.varnish.timeout",
                        "200ms"))) {
            int count = 500;
            IntStream.range(0, count).forEach(i -> fronted.get("/articles/" + i));
            fronted.varnish().pause();
            Elapsed elapsed = Elapsed.start();
            for (int i = 0; i < count; i++) {
                fronted.site().shop().change(String.valueOf(i));
                fronted.site().cache().invalidate(String.valueOf(i));
            }
            elapsed.stop().isWithin(Duration.ofSeconds(2));
            fronted.varnish().resume();
            fronted.awaitPurges();
            long stale = IntStream.range(0, count)
                    .filter(i -> !fronted.get("/articles/" + i).body().endsWith(" 1"))
                    .count();
            Show.exactly("varnish away", stale, 0, "stale of " + count + " invalidated while Varnish was away");
        }
    }

    @Test
    void others_cannotPurge() {
        try (Fronted fronted = fronted(NO_REPEAT)) {
            String before = fronted.get("/articles/1").body();
            fronted.site().shop().change("1");
            for (String method : List.of("PURGE", "BAN")) {
                for (String secret : List.of("", "change-me", "only-for-us2")) {
                    HttpResponse<String> refused = Site.askAt(
                            fronted.varnish().url(), method, "/articles/1", "Cachex-Secret", secret, "Cachex-Ban", ".");
                    assertThat(refused.statusCode()).isEqualTo(403);
                }
            }
            assertThat(fronted.get("/articles/1").body()).isEqualTo(before);
        }
    }

    @Test
    void usersAndTenants_throughOneVarnish_areNeverMixedUp() {
        int reads = 2_000;
        try (Fronted fronted = new Fronted(TRUSTING, true, Map.of())) {
            Show.exactly(
                    "http-private", mixed(fronted, "/greeting", reads, true), 0, "of " + reads + " answers mixed up");
            Show.atLeast(
                    "http-private control",
                    mixed(fronted, "/shared", 200, true),
                    1,
                    "of 200 mixed up where all are shared");
        }
        try (Fronted fronted = new Fronted(TRUSTING, false, Map.of())) {
            Show.exactly(
                    "http-private users",
                    mixed(fronted, "/greeting", reads, false),
                    0,
                    "of " + reads + " answers mixed up");
            fronted.get("/articles/1");
            int asked = fronted.site().shop().asked();
            fronted.get("/articles/1");
            assertThat(fronted.site().shop().asked())
                    .as("asked for what all may have")
                    .isEqualTo(asked);
        }
    }

    private static int mixed(Fronted fronted, String path, int reads, boolean ofTenants) {
        Random random = new Random(1);
        int mixed = 0;
        for (int i = 0; i < reads; i++) {
            List<String> headers = new ArrayList<>();
            String user = random.nextInt(3) == 0 ? null : "Basic " + random.nextInt(2);
            String tenant = !ofTenants || random.nextInt(3) == 0 ? null : "tenant" + random.nextInt(2);
            if (user != null) {
                headers.addAll(List.of("Authorization", user));
            }
            if (tenant != null) {
                headers.addAll(List.of("Tenant", tenant));
            }
            String body = fronted.get(path, headers.toArray(String[]::new)).body();
            mixed += body.endsWith(" for " + user + " of " + tenant) ? 0 : 1;
        }
        return mixed;
    }
}
