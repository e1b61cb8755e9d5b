// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.testkit.Barrier;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller changes in its object no other caller sees. */
class CopiesTest {
    /** Can be changed. */
    static final class Note implements Serializable {
        private static final long serialVersionUID = 1;
        private String text = "as loaded";
    }

    /** Cannot be encoded. */
    static final class Handle {
        private String text = "as loaded";
    }

    private static final CacheKey<Note> NOTE = CacheKey.of("note", Note.class);
    private static final CacheKey<Handle> HANDLE = CacheKey.of("handle", Handle.class);
    private static final CacheOptions STALE = CacheOptions.ttl("1ms").staleTtl("1h");

    private final Fixture fixture = new Fixture();
    private final CacheHandler here = fixture.here;

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private Note changed(Note note) {
        assertThat(note.text).isEqualTo("as loaded");
        note.text = "changed";
        return note;
    }

    private void awaitLink() {
        Awaitility.await().until(() -> here.stats().linkUp());
    }

    @Test
    void callersOfTheLoadAndOfEachHit_haveTheirOwn() {
        awaitLink();
        for (int i = 0; i < 3; i++) {
            changed(here.fetch(NOTE, Note::new));
        }
        assertThat(here.stats().nearHits()).isPositive();
    }

    @Test
    void callersInAnOutage_haveTheirOwn() {
        fixture.backend.fail();
        for (int i = 0; i < 3; i++) {
            changed(here.fetch(NOTE, Note::new));
        }
        assertThat(here.stats().loads()).isEqualTo(1);
    }

    @Test
    void callersOfAStaleValue_haveTheirOwn() throws Exception {
        awaitLink();
        here.fetch(NOTE, STALE, Note::new);
        Awaitility.await().until(() -> here.get(NOTE).isEmpty());
        for (int i = 0; i < 3; i++) {
            changed(here.<Note, IOException>fetch(NOTE, STALE, () -> {
                throw new IOException("down");
            }));
        }
        fixture.backend.fail();
        for (int i = 0; i < 3; i++) {
            changed(here.<Note, IOException>fetch(NOTE, STALE, () -> {
                throw new IOException("down");
            }));
        }
    }

    @Test
    void callersWhoWaitForOneLoadThatIsNotStored_haveTheirOwnWhereCopiesCanBeMade() throws Exception {
        CacheOptions unstored = CacheOptions.defaults().storeIf(value -> false);
        List<Note> notes = together(NOTE, unstored, Note::new);
        notes.forEach(this::changed);

        List<Handle> handles = together(HANDLE, CacheOptions.defaults(), Handle::new);
        assertThat(handles).extracting(handle -> handle.text).containsOnly("as loaded");
    }

    /** Returns what three callers are given who wait for one load. */
    private <T> List<T> together(CacheKey<T> key, CacheOptions options, Supplier<T> source) throws Exception {
        Barrier entered = new Barrier();
        List<Future<T>> callers = new ArrayList<>();
        callers.add(fixture.async(() -> here.fetch(key, options, () -> {
            entered.arrive();
            return source.get();
        })));
        entered.await();
        for (int i = 0; i < 2; i++) {
            callers.add(fixture.async(() -> here.fetch(key, options, source::get)));
        }
        entered.open();
        List<T> given = new ArrayList<>();
        for (Future<T> caller : callers) {
            given.add(caller.get());
        }
        return given;
    }
}
