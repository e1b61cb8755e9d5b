// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cdi.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.Cachex;
import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import io.github.cachex.cdi.Application;
import io.github.cachex.error.CacheKeyException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WritingMethodsTest {
    /** Gets its id when it is saved. */
    public static class Draft {
        private @Nullable Long id;

        public @Nullable Long getId() {
            return id;
        }
    }

    /** Reads and writes one value. */
    @ApplicationScoped
    @CachexDefaults(cache = "texts")
    public static class Texts {
        private String stored = "old";

        @CachexFetch(key = "text:{0}")
        public String read(long id) {
            return stored;
        }

        @CachexPut(key = "text:{0}")
        public String write(long id, String text) {
            stored = text;
            return text;
        }

        @CachexPut(key = "text:{0}")
        public Optional<String> writeOptional(long id, @Nullable String text) {
            return Optional.ofNullable(text);
        }

        @CachexPut(key = "text:{0}")
        public void store(long id, @CachexValue String text) {
            stored = text;
        }

        @CachexPut(key = "text:{0}")
        public String failToWrite(long id) {
            throw new IllegalStateException("not written");
        }

        @CachexInvalidate(key = "text:{0}")
        public void change(long id, String text) {
            stored = text;
        }

        @CachexInvalidate(key = "text:{0}")
        public void failToChange(long id) {
            throw new IllegalStateException("not changed");
        }

        @CachexInvalidate(key = "text:{0}", before = true)
        public void failAfterDropping(long id) {
            throw new IllegalStateException("changed, perhaps");
        }

        @CachexInvalidate(key = "text:{0}", before = true)
        public String readWhileChanging(long id, String text, Texts self) {
            String read = self.read(id);
            stored = text;
            return read;
        }

        @CachexPut(cache = "drafts", key = "draft:{draft.id}")
        public String save(@CachexKey("draft") Draft draft) {
            draft.id = 42L;
            return "saved";
        }

        @CachexInvalidate(cache = "drafts", key = "draft:{draft.id}")
        public void renumber(@CachexKey("draft") Draft draft, long to) {
            draft.id = to;
        }

        @CachexPut(cache = "drafts", key = "draft:{draft.id}")
        @CachexInvalidate(cache = "drafts", key = "all")
        public String saveAndDropList(@CachexKey("draft") Draft draft) {
            draft.id = 7L;
            return "listed";
        }

        @CachexInvalidate(cache = "drafts")
        public void dropAny(Object id) {
            stored = "must not run";
        }

        public String stored() {
            return stored;
        }
    }

    /** Looks into the caches. */
    @Dependent
    public static class Caches {
        @Inject
        @Cachex("drafts")
        CacheHandler drafts;

        @Inject
        @Cachex("texts")
        CacheHandler texts;
    }

    private Application application;
    private Texts texts;
    private Caches caches;

    @BeforeEach
    void start() {
        application = Application.of(Map.of(), Texts.class, Caches.class);
        texts = application.get(Texts.class);
        caches = application.get(Caches.class);
    }

    @AfterEach
    void close() {
        application.close();
    }

    private Optional<String> draft(String id) {
        return caches.drafts.get(CacheKey.of(id, String.class));
    }

    @Test
    void put_storesWhatTheMethodReturns() {
        texts.read(1);

        texts.write(1, "new");

        assertThat(texts.read(1)).isEqualTo("new");
        assertThat(caches.texts.get(CacheKey.of("text:1", String.class))).contains("new");
    }

    @Test
    void putOfAnOptional_storesItsContent_andAnEmptyOneDrops() {
        texts.writeOptional(1, "content");
        assertThat(texts.read(1)).isEqualTo("content");

        texts.writeOptional(1, null);
        assertThat(texts.read(1)).isEqualTo("old");
    }

    @Test
    void putOnAVoidMethod_storesTheMarkedArgument() {
        texts.read(1);

        texts.store(1, "given");

        assertThat(caches.texts.get(CacheKey.of("text:1", String.class))).contains("given");
    }

    @Test
    void failingPut_storesNothing() {
        texts.write(1, "first");

        assertThatThrownBy(() -> texts.failToWrite(1)).hasMessage("not written");

        assertThat(texts.read(1)).isEqualTo("first");
    }

    @Test
    void putOfAnArgumentThatGetsItsIdInTheMethod_isUnderThatId() {
        texts.save(new Draft());

        assertThat(draft("draft:42")).contains("saved");
    }

    @Test
    void invalidate_dropsAfterSuccess() {
        texts.read(1);

        texts.change(1, "new");

        assertThat(texts.read(1)).isEqualTo("new");
    }

    @Test
    void failingInvalidate_dropsNothing() {
        texts.read(1);

        assertThatThrownBy(() -> texts.failToChange(1)).hasMessage("not changed");

        assertThat(caches.texts.contains(CacheKey.of("text:1", String.class))).isTrue();
    }

    @Test
    void invalidateBefore_dropsThoughTheMethodFails() {
        texts.read(1);

        assertThatThrownBy(() -> texts.failAfterDropping(1)).hasMessage("changed, perhaps");

        assertThat(caches.texts.contains(CacheKey.of("text:1", String.class))).isFalse();
    }

    @Test
    void invalidateBefore_dropsAgainWhatAReaderRefilledMeanwhile() {
        assertThat(texts.readWhileChanging(1, "new", texts)).isEqualTo("old");

        assertThat(texts.read(1)).isEqualTo("new");
    }

    @Test
    void invalidateOfAnArgumentThatChangesItsId_dropsBoth() {
        Draft draft = new Draft();
        draft.id = 1L;
        caches.drafts.put(CacheKey.of("draft:1", String.class), "one");
        caches.drafts.put(CacheKey.of("draft:2", String.class), "two");

        texts.renumber(draft, 2);

        assertThat(draft("draft:1")).isEmpty();
        assertThat(draft("draft:2")).isEmpty();
    }

    @Test
    void putAndInvalidateOfDifferentKeys_bothHappen() {
        caches.drafts.put(CacheKey.of("all", String.class), "list");

        texts.saveAndDropList(new Draft());

        assertThat(draft("all")).isEmpty();
        assertThat(draft("draft:7")).contains("listed");
    }

    @Test
    void invalidateWithABadArgument_isAKeyExceptionBeforeTheMethodRuns() {
        assertThatThrownBy(() -> texts.dropAny(new Object())).isInstanceOf(CacheKeyException.class);

        assertThat(texts.stored()).isEqualTo("old");
    }
}
