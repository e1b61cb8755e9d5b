// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.purger.varnish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.error.CacheConfigurationException;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.spi.Purge;
import io.github.cachex.spi.Purger;
import io.github.cachex.spi.SurrogateKeys;
import io.github.cachex.testkit.Elapsed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a handler has its Varnish servers told. */
class VarnishPurgerTest {
    private static final String PREFIX = "cachex.purger.varnish.";
    private static final CacheSpace SPACE = new CacheSpace("shop:1", "articles");

    private final FakeVarnish varnish = new FakeVarnish();

    @AfterEach
    void close() {
        varnish.close();
    }

    private CacheHandler handler(String... more) {
        Map<String, String> settings = new HashMap<>(
                Map.of(PREFIX + "urls", varnish.url(), PREFIX + "secret", "sesame", PREFIX + "longest-response", "1h"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(PREFIX + more[i], more[i + 1]);
        }
        return CacheHandler.builder()
                .name("articles")
                .property("cachex.prefix", "shop")
                .properties(settings)
                .build();
    }

    private static String key(String id) {
        return SurrogateKeys.of(SPACE.key(id));
    }

    @Test
    void whatThisJvmChanges_isPurgedInOrder_andLoadsAreNot() {
        try (CacheHandler cache = handler()) {
            CacheKey<String> one = CacheKey.of("1", String.class);
            cache.fetch(one, CacheOptions.defaults(), () -> "loaded");
            cache.invalidate("2", "3");
            cache.put(one, "put");
            cache.expire("4");
            cache.getAndRemove(one);
            cache.invalidateTags("red");
            cache.refresh(CacheKey.of("5", String.class), () -> "refreshed");
            cache.clear();
            Awaitility.await().until(() -> varnish.purged().contains(SurrogateKeys.of(SPACE)));
            assertThat(varnish.purged())
                    .containsSubsequence(
                            key("2"),
                            key("3"),
                            key("1"),
                            key("4"),
                            SurrogateKeys.ofTag(SPACE, "red"),
                            key("5"),
                            SurrogateKeys.of(SPACE));
            assertThat(varnish.requests().get(0))
                    .contains("PURGE / HTTP/1.1", "Cachex-Secret: sesame", "Connection: close");
            assertThat(varnish.banned()).isEmpty();
            cache.invalidateMatching("a*");
            Awaitility.await().until(() -> varnish.banned().size() == 1);
            assertThat(varnish.banned().get(0))
                    .contains(SurrogateKeys.of(SPACE))
                    .doesNotContain(", ");
        }
    }

    @Test
    void eachPurge_isRepeatedAfterTheLongestResponse() {
        try (CacheHandler cache = handler("longest-response", "200ms")) {
            Elapsed elapsed = Elapsed.start();
            cache.invalidate("1");
            Awaitility.await().until(() -> varnish.purged().equals(List.of(key("1"), key("1"))));
            elapsed.stop().isAtLeast(Duration.ofMillis(200));
        }
    }

    @Test
    void withBans_everythingIsBanned() {
        try (CacheHandler cache = handler("method", "ban")) {
            cache.invalidate("1", "2");
            Awaitility.await().until(() -> varnish.banned().stream().anyMatch(ban -> ban.contains(key("1"))));
            assertThat(varnish.purged()).isEmpty();
        }
    }

    @Test
    void manyKeys_goInBatchesThatFitAHeader() {
        varnish.answers("HTTP/1.1 503 no\r\n\r\n");
        try (CacheHandler cache = handler()) {
            String[] ids = IntStream.range(0, 2_000).mapToObj(String::valueOf).toArray(String[]::new);
            cache.invalidate(ids);
            varnish.answers(FakeVarnish.DONE);
            Awaitility.await()
                    .until(() -> varnish.purged()
                            .containsAll(IntStream.range(0, 2_000)
                                    .mapToObj(i -> key(String.valueOf(i)))
                                    .toList()));
            assertThat(varnish.requests())
                    .allSatisfy(lines -> assertThat(lines).allMatch(line -> line.length() < 8_000));
            assertThat(varnish.purged()).startsWith(key("0"), key("1"));
        }
    }

    @Test
    void tooManyForOneThatIsAway_becomeOneBanOfTheCache() {
        varnish.answers("HTTP/1.1 403 Forbidden\r\n\r\n");
        try (CacheHandler cache = handler("max-queued", "10")) {
            for (int i = 0; i < 20; i++) {
                cache.invalidate(String.valueOf(i));
            }
            varnish.answers(FakeVarnish.DONE);
            Awaitility.await()
                    .until(() -> varnish.banned().stream().anyMatch(ban -> ban.contains(SurrogateKeys.of(SPACE))));
        }
    }

    /** A Varnish whose VCL knows no purges may hand them to the application, which may answer 200. */
    @Test
    void answersOfAnotherVcl_areNoPurges() {
        for (String wrong : List.of("HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 405 No\r\n\r\n", "", "nonsense")) {
            VarnishServer server = new VarnishServer(URI.create(varnish.url()), "sesame", Duration.ofSeconds(1));
            varnish.answers(wrong);
            assertThatThrownBy(() -> server.forget(List.of("k-1"), false)).hasMessageContaining("put that in force");
        }
        VarnishServer server = new VarnishServer(URI.create(varnish.url()), "sesame", Duration.ofSeconds(1));
        varnish.answers("HTTP/1.1 403 Forbidden\r\n\r\n");
        assertThatThrownBy(() -> server.forget(List.of("k-1"), false))
                .hasMessageContaining("cachex_purgers")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void close_tellsWhatIsYetToBeRepeated_andGivesUpOnWhatIsAway() {
        handler().close();
        CacheHandler cache = handler();
        cache.invalidate("1");
        cache.close();
        assertThat(varnish.purged()).contains(key("1"));
        varnish.answers("HTTP/1.1 500 No\r\n\r\n");
        CacheHandler other = handler();
        other.invalidate("1");
        Elapsed elapsed = Elapsed.start();
        other.close();
        elapsed.stop().isWithin(Duration.ofSeconds(4));
    }

    @Test
    void queue_collapsesNoFurtherThanToCaches() {
        PurgeQueue queue = new PurgeQueue(false, 1_000, 1);
        queue.add(new Purge.All(SPACE), 0);
        assertThat(queue.add(new Purge.All(new CacheSpace("shop:1", "other")), 0))
                .isEmpty();
        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.add(new Purge.Key(SPACE.key("1")), 0)).containsExactly(SPACE);
        assertThat(Purger.keyOf(new Purge.Matching(SPACE, "a*"))).isEqualTo(SurrogateKeys.of(SPACE));
    }

    @Test
    void pageOfTheDocuments_hasTheVclThatIsTested() throws IOException {
        String vcl = Files.readString(Path.of("src/main/resources/io/github/cachex/purger/varnish/cachex.vcl"));
        assertThat(Path.of("../../docs/varnish.md")).content().contains("```vcl\n" + vcl + "```\n");
    }

    @Test
    void mistakes_areNamedTogether_withTheirRemedies() {
        assertThatThrownBy(() -> handler(
                        "urls", "https://a,http://u:p@b,http://c:6081,http://c:6081,nonsense",
                        "secret", "two words",
                        "method", "softly",
                        "timeout", "0s",
                        "max-queued", "0"))
                .isInstanceOf(CacheConfigurationException.class)
                .hasMessageContaining("https://a is no address of a Varnish, which speaks plain HTTP")
                .hasMessageContaining("stands there twice; remove one of them")
                .hasMessageContaining("names no host")
                .hasMessageContaining("nonsense is no address of a Varnish")
                .hasMessageContaining("no such method; write xkey or ban")
                .hasMessageContaining(PREFIX + "timeout=0s")
                .hasMessageContaining(PREFIX + "max-queued=0")
                .hasMessageContaining("no header can hold it")
                .hasMessageNotContaining("two words");
        assertThatThrownBy(() -> handler("secret", " ")).hasMessageContaining("is missing, so that others may purge");
        assertThatThrownBy(() -> handler("urls", "")).hasMessageContaining("nothing is purged without");
    }
}
