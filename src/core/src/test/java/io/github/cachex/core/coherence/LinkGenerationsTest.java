// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.core.coherence.LinkTrust.LinkGeneration;
import io.github.cachex.spi.CacheSpace;
import io.github.cachex.testkit.FakeBackend;
import io.github.cachex.testkit.PartedBackend;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class LinkGenerationsTest {
    private static final CacheSpace POSTS = new CacheSpace("app:1", "posts");

    private final PartedBackend parts = PartedBackend.over(FakeBackend.create(), "m", "a", "b");
    private final Map<String, LinkTrust> trusts = new ConcurrentHashMap<>();
    private final LinkGenerations links = new LinkGenerations(
            POSTS, parts, part -> trusts.computeIfAbsent(part, name -> new LinkTrust(Long.MAX_VALUE / 2)));

    private LinkGeneration up(String part) {
        LinkGeneration link = links.of(part);
        link.begin();
        trusts.get(part).alive(0);
        return link;
    }

    @Test
    void keysAndMarks_relyOnTheLinkOfTheirPart() {
        assertThat(links.of(POSTS.key("a:1"))).isSameAs(links.of("a"));
        assertThat(links.of(POSTS.key("b:1"))).isSameAs(links.of("b"));
        assertThat(links.ofMarks()).isSameAs(links.of("m"));
    }

    @Test
    void brokenLink_endsTheTrustInItsPartAlone() {
        LinkGeneration a = up("a");
        LinkGeneration b = up("b");
        trusts.get("a").broken();
        assertThat(a.isTrusted(a.generation(), 1)).isFalse();
        assertThat(b.isTrusted(b.generation(), 1)).isTrue();
    }

    @Test
    void restart_endsTheTrustInWhatWasReadBefore() {
        LinkGeneration a = up("a");
        int before = a.generation();
        int silent = links.of("b").generation();
        links.restart();
        assertThat(a.isTrusted(before, 1)).isFalse();
        assertThat(a.isTrusted(a.generation(), 1)).isTrue();
        assertThat(links.of("b").generation())
                .as("of a link on which nothing is heard")
                .isEqualTo(silent);
    }

    @Test
    void present_isOfAllParts() {
        up("a");
        assertThat(links.present())
                .containsOnlyKeys("m", "a", "b")
                .containsEntry("a", links.of("a").generation());
    }

    @Test
    void partWithoutAKey_hasNoProbe() {
        assertThat(ProbeKey.of(OnePart.partsOf(FakeBackend.create()), POSTS, ""))
                .contains(POSTS.key("cachex:probe"));
        assertThat(ProbeKey.of(parts, POSTS, "b")).isEmpty();
        parts.move("cachex:probe:7", "b");
        assertThat(ProbeKey.of(parts, POSTS, "b")).contains(POSTS.key("cachex:probe:7"));
    }
}
