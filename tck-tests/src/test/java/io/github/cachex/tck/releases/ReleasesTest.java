// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.releases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.core.config.EncryptionKeys;
import io.github.cachex.core.config.Sizes;
import io.github.cachex.core.entry.Decoded;
import io.github.cachex.core.entry.Encoded;
import io.github.cachex.core.entry.EntryCodec;
import io.github.cachex.core.entry.EntryHeader;
import io.github.cachex.core.entry.InvalidationStamp;
import io.github.cachex.serializer.jackson.JacksonSerializer;
import io.github.cachex.serializer.java.JavaSerializer;
import io.github.cachex.serializer.jsonb.JsonbSerializer;
import io.github.cachex.serializer.msgpack.MessagePackSerializer;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.Serializer;
import io.github.cachex.testkit.Show;
import io.github.cachex.testkit.redis.RedisServer;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a release of an application finds where another one, whose classes differ, has stored. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReleasesTest {
    private static final EntryKey KEY = new EntryKey("tck:1", "releases", "key");
    private static final Sizes SIZES = new Sizes(1 << 20, 1 << 20);
    private static final int ROUNDS = 3;
    private static final List<Supplier<Serializer>> SERIALIZERS = List.of(
            JsonbSerializer::new,
            JacksonSerializer::new,
            MessagePackSerializer::new,
            () -> JavaSerializer.allowing("release.**"));

    private final List<Change> changes = Change.all();

    private Release old;
    private Release oldAgain;
    private Release next;

    @BeforeAll
    void compile(@TempDir Path folder) throws IOException {
        old = Release.compiled(folder, false);
        oldAgain = Release.compiled(folder, false);
        next = Release.compiled(folder, true);
    }

    @AfterAll
    void close() throws IOException {
        old.close();
        oldAgain.close();
        next.close();
    }

    private static Encoded written(Serializer serializer, Release release, Change change) {
        return release.with(here -> {
            try {
                return new EntryCodec(serializer, EncryptionKeys.NONE)
                        .encode(
                                KEY,
                                here.type(change),
                                here.load(change),
                                new EntryHeader(InvalidationStamp.NONE, Duration.ofMinutes(1)),
                                SIZES);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(change.name(), e);
            }
        });
    }

    private static Decoded read(Serializer serializer, Release release, Change change, byte[] bytes) {
        return release.with(here -> {
            try {
                return new EntryCodec(serializer, EncryptionKeys.NONE).decode(KEY, here.type(change), bytes, SIZES);
            } catch (ReflectiveOperationException e) {
                throw new AssertionError(change.name(), e);
            }
        });
    }

    @Test
    void changedClass_isForeignOrComesBackAsItWouldBeLoaded() throws Exception {
        List<String> wrong = new ArrayList<>();
        int stored = 0;
        int foreign = 0;
        for (Supplier<Serializer> serializer : SERIALIZERS) {
            String name = serializer.get().name();
            for (Change change : changes) {
                if (!(written(serializer.get(), old, change) instanceof Encoded.Bytes entry)) {
                    continue;
                }
                stored++;
                Decoded found = read(serializer.get(), next, change, entry.bytes());
                if (found instanceof Decoded.Value value) {
                    String loaded = Release.state(next.load(change));
                    if (!Release.state(value.value()).equals(loaded)) {
                        wrong.add(name + ' ' + change + ": " + Release.state(value.value()) + " for " + loaded);
                    }
                } else if (found instanceof Decoded.Unusable unusable && !unusable.foreign()) {
                    wrong.add(name + ' ' + change + ": taken for damaged: " + unusable.reason());
                } else {
                    foreign++;
                }
            }
        }
        wrong.forEach(System.out::println);
        Show.exactly(
                "releases",
                wrong.size(),
                0,
                "wrong or half-empty objects, of " + changes.size() + " kinds of changes by " + SERIALIZERS.size()
                        + " serializers; " + stored + " stored, " + foreign + " foreign to the next release");
        assertThat(changes).hasSizeGreaterThanOrEqualTo(30);
    }

    @Test
    void sameClassInAnotherJvm_isReadBack() throws Exception {
        List<String> foreign = new ArrayList<>();
        for (Supplier<Serializer> serializer : SERIALIZERS) {
            for (Change change : changes) {
                if (written(serializer.get(), old, change) instanceof Encoded.Bytes entry
                        && !(read(serializer.get(), oldAgain, change, entry.bytes()) instanceof Decoded.Value)) {
                    foreign.add(serializer.get().name() + ' ' + change);
                }
            }
        }
        Show.exactly("releases", foreign.size(), 0, "entries foreign to the same release " + foreign);
    }

    @Test
    void twoReleasesSideBySide_loadOnceEach() throws Exception {
        List<String> more = new ArrayList<>();
        try (RedisServer redis = RedisServer.any()) {
            for (Supplier<Serializer> serializer : SERIALIZERS) {
                try (CacheHandler first = node(redis, serializer.get());
                        CacheHandler second = node(redis, serializer.get())) {
                    for (Change change : changes) {
                        int[] loads = new int[2];
                        for (int round = 0; round < ROUNDS; round++) {
                            fetch(first, old, change, () -> loads[0]++);
                            fetch(second, next, change, () -> loads[1]++);
                        }
                        boolean storable = written(serializer.get(), old, change) instanceof Encoded.Bytes
                                && written(serializer.get(), next, change) instanceof Encoded.Bytes;
                        if (storable && (loads[0] > 1 || loads[1] > 1)) {
                            more.add(serializer.get().name() + ' ' + change + ": " + loads[0] + " and " + loads[1]);
                        }
                    }
                }
            }
        }
        Show.exactly("releases", more.size(), 0, "kinds loaded more than once by a release " + more);
    }

    private static CacheHandler node(RedisServer redis, Serializer serializer) {
        return CacheHandler.builder()
                .name("releases")
                .prefix("tck-" + serializer.name())
                .redis(redis.uri())
                .serializer(serializer)
                .build();
    }

    private static void fetch(CacheHandler node, Release release, Change change, Runnable counted) {
        release.with(here -> {
            try {
                Type type = here.type(change);
                CacheKey<?> key = CacheKey.of(change.name(), type);
                return node.fetch(key, CacheOptions.ttl("1h"), () -> {
                    counted.run();
                    return cast(here.load(change));
                });
            } catch (Exception e) {
                throw new AssertionError(change.name(), e);
            }
        });
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T cast(Object value) {
        return (T) value;
    }
}
