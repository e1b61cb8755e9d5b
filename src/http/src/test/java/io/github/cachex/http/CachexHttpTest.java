// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheKey;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the answers of resources say of themselves, over HTTP. */
class CachexHttpTest {
    private static final Pattern AGE = Pattern.compile("(?:private, )?max-age=(\\d+)");

    private final Site site = new Site(Map.of());

    @AfterEach
    void close() {
        site.close();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static long age(HttpResponse<String> answer, String name) {
        Matcher age = AGE.matcher(header(answer, name));
        assertThat(age.matches()).as(name + ": " + header(answer, name)).isTrue();
        return Long.parseLong(age.group(1));
    }

    private static void isNotShared(HttpResponse<String> answer) {
        assertThat(header(answer, "Surrogate-Control")).isEqualTo("no-store");
        assertThat(answer.headers().allValues("Surrogate-Key")).isEmpty();
    }

    @Test
    void loadedStoredAndNear_tellLifeAndKeys() {
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = site.get("/articles/1");
            assertThat(answer.body()).isEqualTo("1 0");
            assertThat(age(answer, "Cache-Control")).isBetween(3_200L, 3_600L);
            assertThat(age(answer, "Surrogate-Control")).isBetween(3_200L, 3_600L);
            assertThat(header(answer, "Surrogate-Key").split(" "))
                    .hasSize(4)
                    .anyMatch(key -> key.startsWith("c-articles-"))
                    .anyMatch(key -> key.startsWith("k-"))
                    .anyMatch(key -> key.startsWith("t-"));
        }
        assertThat(site.cache().stats().nearHits()).isPositive();
    }

    @Test
    void exampleOfTheDocuments_answersThreeHundredAndFour() {
        HttpResponse<String> first = site.get("/catalogue/1");
        assertThat(first.body()).isEqualTo("article 1 costs 4.20");
        assertThat(age(first, "Cache-Control")).isLessThanOrEqualTo(300);
        HttpResponse<String> second = site.get("/catalogue/1", "If-None-Match", header(first, "ETag"));
        assertThat(second.statusCode()).isEqualTo(304);
    }

    @Test
    void sameEntry_isNotSentTwice() {
        HttpResponse<String> first = site.get("/articles/1");
        String tag = header(first, "ETag");
        assertThat(tag).startsWith("W/\"");
        HttpResponse<String> second = site.get("/articles/1", "If-None-Match", "\"other\", " + tag);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(header(second, "ETag")).isEqualTo(tag);
        assertThat(age(second, "Cache-Control")).isPositive();
        HttpResponse<String> head = site.ask("HEAD", "/articles/1");
        assertThat(header(head, "ETag")).isEqualTo(tag);
        assertThat(site.ask("HEAD", "/articles/1", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        site.shop().change("1");
        site.cache().invalidate("1");
        HttpResponse<String> changed = site.get("/articles/1", "If-None-Match", tag);
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).isEqualTo("1 1");
        assertThat(header(changed, "ETag")).isNotEqualTo(tag);
    }

    @Test
    void otherMediaType_hasAnotherTag() {
        HttpResponse<String> text = site.get("/forms/1", "Accept", "text/plain");
        HttpResponse<String> json = site.get("/forms/1", "Accept", "application/json");
        assertThat(header(text, "ETag")).isNotEqualTo(header(json, "ETag"));
        assertThat(header(text, "Vary")).isEqualTo("Accept, Authorization, Cookie");
        assertThat(header(site.get("/articles/1"), "Vary")).isEqualTo("Authorization, Cookie");
    }

    @Test
    void personalRequests_areAnsweredPrivately_andNeverWithAnothersTag() {
        String open = header(site.get("/articles/1"), "ETag");
        List<HttpResponse<String>> personal = List.of(
                site.get("/articles/1", "Authorization", "Basic YTph"),
                site.get("/articles/1", "Authorization", "Basic Yjpi"),
                site.get("/articles/1", "Login", "anna"),
                site.get("/articles/1", "Cookie", "JSESSIONID=1"),
                site.get("/articles/1", "Cookie", "JSESSIONID=2"));
        for (HttpResponse<String> answer : personal) {
            assertThat(header(answer, "Cache-Control")).startsWith("private, max-age=");
            isNotShared(answer);
        }
        assertThat(Stream.concat(Stream.of(open), personal.stream().map(answer -> header(answer, "ETag"))))
                .doesNotHaveDuplicates();
        HttpResponse<String> cookie = site.get("/as/1?cookie=a%3Db");
        assertThat(header(cookie, "Cache-Control")).startsWith("private");
        isNotShared(cookie);
    }

    @Test
    void namespaces_makeAnswersPrivate() {
        try (Site tenants = Site.ofTenants(Map.of())) {
            for (String tenant : List.of("north", "south")) {
                HttpResponse<String> answer = tenants.get("/articles/1", "Tenant", tenant);
                assertThat(header(answer, "Cache-Control")).startsWith("private");
                isNotShared(answer);
            }
            assertThat(header(tenants.get("/articles/1", "Tenant", "north"), "ETag"))
                    .isNotEqualTo(header(tenants.get("/articles/1", "Tenant", "south"), "ETag"));
        }
    }

    @Test
    void sharedOnPurpose_isShared() {
        HttpResponse<String> answer = site.get("/shared", "Authorization", "Basic YTph");
        assertThat(header(answer, "Cache-Control")).startsWith("max-age=");
        assertThat(header(answer, "Surrogate-Key")).isNotEmpty();
        assertThat(header(answer, "Vary")).isEmpty();
    }

    @Test
    void whatTheResourceSays_wins() {
        HttpResponse<String> brief = site.get("/as/1?cache=max-age%3D10&vary=X-Kind");
        assertThat(header(brief, "Cache-Control")).isEqualTo("max-age=10");
        assertThat(header(brief, "Vary")).isEqualTo("X-Kind");
        assertThat(age(brief, "Surrogate-Control")).isEqualTo(10);
        for (String unshared : List.of("no-store", "private,max-age%3D9", "no-cache")) {
            isNotShared(site.get("/as/1?cache=" + unshared));
        }
        HttpResponse<String> asking = site.get("/as/1?cache=no-cache,s-maxage%3D60");
        assertThat(age(asking, "Surrogate-Control")).isEqualTo(60);
        assertThat(header(site.get("/as/1?vary=X-Kind", "X-Kind", "a"), "ETag"))
                .isNotEqualTo(header(site.get("/as/1?vary=X-Kind", "X-Kind", "b"), "ETag"));
        isNotShared(site.get("/as/1?vary=*"));
    }

    @Test
    void otherMethodsAndStatus_areUntouched() {
        for (HttpResponse<String> answer :
                List.of(site.ask("POST", "/articles/1"), site.get("/as/1?status=404"), site.get("/as/1?status=203"))) {
            assertThat(answer.headers().map()).doesNotContainKeys("etag", "surrogate-control", "surrogate-key", "vary");
        }
    }

    @Test
    void whatNoEntryAnswersFor_isNeitherSharedNorTagged() {
        for (String path : List.of("/nothing", "/unstored/9")) {
            HttpResponse<String> answer = site.get(path);
            assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
            assertThat(header(answer, "ETag")).isEmpty();
            isNotShared(answer);
        }
        try (Site off = new Site(Map.of("cachex.enabled", "false"))) {
            isNotShared(off.get("/articles/1"));
        }
    }

    @Test
    void invalidatedWhileUnderWay_isNotSharedNorTagged() {
        site.get("/articles/1");
        for (Runnable change : List.<Runnable>of(
                () -> site.cache().invalidate("1"),
                () -> site.cache().expire("1"),
                () -> site.cache().invalidateTags("all"),
                () -> site.cache().invalidateMatching("1*"),
                () -> site.cache().put(CacheKey.of("1", String.class), "1 9"),
                () -> site.cache().clear())) {
            site.shop().afterRead(id -> change.run());
            HttpResponse<String> answer = site.get("/articles/1");
            isNotShared(answer);
            assertThat(header(answer, "ETag")).isEmpty();
            site.shop().afterRead(id -> site.cache().invalidate("another"));
            assertThat(header(site.get("/articles/1"), "Surrogate-Key")).isNotEmpty();
        }
    }

    @Test
    void manyKeys_standInLinesBelowEightKilobytes_andTooManyAreNotShared() {
        HttpResponse<String> many = site.get("/many/300");
        List<String> lines = many.headers().allValues("Surrogate-Key");
        assertThat(lines).hasSizeGreaterThan(1).allMatch(line -> line.length() < 8_000);
        assertThat(lines.stream()
                        .flatMap(line -> Arrays.stream(line.split(" ")))
                        .distinct())
                .hasSize(601);
        isNotShared(site.get("/many/900"));
        HttpResponse<String> more = site.get("/many/1100");
        isNotShared(more);
        assertThat(header(more, "ETag")).isEmpty();
    }
}
