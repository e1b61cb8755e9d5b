// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheOptions;
import io.github.cachex.TypeRef;
import io.github.cachex.WarmEntry;
import io.github.cachex.cdi.LogLines;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NdjsonWarmerTest {
    /** A value. */
    public record Post(long id, String title) {}

    @TempDir
    Path folder;

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("posts.ndjson"), List.of(lines));
    }

    private static <T> List<T> values(NdjsonWarmer<T> warmer) throws Exception {
        List<T> values = new ArrayList<>();
        try (Stream<WarmEntry<T>> entries = warmer.entries()) {
            for (Iterator<WarmEntry<T>> all = entries.iterator(); all.hasNext(); ) {
                values.add(all.next().loader().load());
            }
        }
        return values;
    }

    @Test
    void lines_becomeEntriesOfTheirType() throws Exception {
        NdjsonWarmer<Post> warmer = NdjsonWarmer.file(
                "posts",
                Post.class,
                file(
                        "{\"id\":\"post:1\",\"value\":{\"id\":1,\"title\":\"größer\"},\"ttl\":\"1h\"}",
                        "",
                        "{\"value\":{\"title\":\"two\",\"id\":2},\"id\":2}"));

        try (Stream<WarmEntry<Post>> entries = warmer.entries()) {
            List<WarmEntry<Post>> all = entries.toList();
            assertThat(all).extracting(WarmEntry::cache).containsOnly("posts");
            assertThat(all).extracting(entry -> entry.key().id()).containsExactly("post:1", "2");
            assertThat(all.get(0).key().type()).isEqualTo(Post.class);
            assertThat(all.get(0).options()).isEqualTo(CacheOptions.ttl(Duration.ofHours(1)));
            assertThat(all.get(1).options()).isEqualTo(CacheOptions.defaults());
        }
        assertThat(values(warmer)).containsExactly(new Post(1, "größer"), new Post(2, "two"));
    }

    @Test
    void genericType_isRead() throws Exception {
        NdjsonWarmer<List<Post>> warmer = NdjsonWarmer.file(
                "posts",
                new TypeRef<List<Post>>() {},
                file("{\"id\":\"all\",\"value\":[{\"id\":1,\"title\":\"one\"}]}"));

        assertThat(values(warmer)).containsExactly(List.of(new Post(1, "one")));
    }

    @Test
    void badLines_areLoggedWithTheirNumberAndLeftOut_withoutTheirText() throws Exception {
        Path file = file(
                "{\"id\":\"1\",\"value\":\"good\"}",
                "{\"id\":\"2\",\"value\":\"secret",
                "{\"value\":\"secret\"}",
                "{\"id\":\"4\",\"value\":\"secret\",\"ttl\":\"soon\"}",
                "{\"id\":\"\",\"value\":\"secret\"}",
                "secret",
                "{\"id\":\"7\",\"value\":\"good too\"}");

        try (LogLines log = LogLines.listen()) {
            assertThat(values(NdjsonWarmer.file("texts", String.class, file))).containsExactly("good", "good too");

            assertThat(log.warnings()).hasSize(5);
            for (int number = 2; number <= 6; number++) {
                assertThat(log.warnings().get(number - 2))
                        .startsWith("WARNING " + file + " line " + number + ": left out, it cannot be read")
                        .doesNotContain("secret");
            }
        }
    }

    @Test
    void lines_areReadWhenTheyAreTaken() throws Exception {
        Path file = file("{\"id\":\"1\",\"value\":\"one\"}", "no json");

        try (LogLines log = LogLines.listen();
                Stream<WarmEntry<String>> entries =
                        NdjsonWarmer.file("texts", String.class, file).entries()) {
            Iterator<WarmEntry<String>> lazily = entries.iterator();
            assertThat(lazily.next().key().id()).isEqualTo("1");
            assertThat(log.warnings()).isEmpty();
            assertThat(lazily.hasNext()).isFalse();
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @Test
    void resource_isFoundOnTheClassPath() throws Exception {
        assertThat(values(NdjsonWarmer.resource("texts", String.class, "warmup/texts.ndjson")))
                .containsExactly("one", "two");
        assertThat(values(NdjsonWarmer.resource("texts", new TypeRef<String>() {}, "/warmup/texts.ndjson")))
                .hasSize(2);
    }

    @Test
    void missingData_isAnError() {
        assertThatThrownBy(() -> NdjsonWarmer.resource("texts", String.class, "nowhere.ndjson")
                        .entries())
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("nowhere.ndjson");
        assertThatThrownBy(() -> NdjsonWarmer.file("texts", String.class, folder.resolve("nowhere"))
                        .entries())
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void name_saysCacheAndOrigin_soThatTwoWarmersAreTwo() {
        assertThat(NdjsonWarmer.resource("texts", String.class, "a.ndjson").name())
                .isEqualTo("ndjson texts a.ndjson");
    }

    @Test
    void hostileLines_areLeftOutAndEndNoOthers() throws Exception {
        String good = "{\"id\":\"a\",\"value\":7}";
        String number = "{\"id\":\"b\",\"value\":" + "9".repeat(1_000_000) + "}";
        NdjsonWarmer<java.math.BigDecimal> warmer = NdjsonWarmer.file(
                "posts",
                java.math.BigDecimal.class,
                file(
                        "[".repeat(500_000),
                        "{\"id\":" + "[".repeat(500_000) + "]".repeat(500_000) + "}",
                        "{\"x\":".repeat(200_000) + "1" + "}".repeat(200_000),
                        number,
                        "{\"id\":\"c\",\"value\":1e1000000000}",
                        "{\"id\":\"d\",\"value\":7,\"ttl\":\"" + "1h".repeat(100_000) + "\"}",
                        "{\"id\":\"e\",\"value\":7,\"ttl\":\"-1h\"}",
                        " ".repeat(17 * 1024 * 1024),
                        "{\"id\":\"\",\"value\":7}",
                        "\u2028\uFEFF\u0000",
                        good));
        try (LogLines lines = LogLines.listen()) {
            assertThat(values(warmer)).containsExactly(new java.math.BigDecimal(7));
            assertThat(lines.warnings()).hasSize(10).allMatch(line -> line.contains(" line "));
        }
    }

    @Test
    void endsOfLinesOfAnyKind_areSeen() throws Exception {
        Path file = Files.writeString(
                folder.resolve("ends.ndjson"),
                "{\"id\":\"a\",\"value\":1}\r\n{\"id\":\"b\",\"value\":2}\r{\"id\":\"c\",\"value\":3}\n\n{\"id\":\"d\",\"value\":4}");
        assertThat(values(NdjsonWarmer.file("posts", Integer.class, file))).containsExactly(1, 2, 3, 4);
    }
}
