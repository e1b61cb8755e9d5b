// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.TypeRef;
import io.github.cachex.core.config.MapSource;
import io.github.cachex.core.engine.FakeTransactions.Fake;
import io.github.cachex.testkit.FakeBackend;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller in a transaction changes in its object is seen by nobody: not later in the transaction, nor after its commit. */
class TransactionCopiesTest {
    /** Can be changed. */
    static final class Note implements Serializable {
        private static final long serialVersionUID = 1;
        private String text = "as loaded";

        void change() {
            assertThat(text).isEqualTo("as loaded");
            text = "changed";
        }
    }

    private static final CacheKey<Note> NOTE = CacheKey.of("note", Note.class);
    private static final CacheKey<Note> OTHER = CacheKey.of("other", Note.class);
    private static final CacheKey<List<String>> LINES = CacheKey.of("lines", new TypeRef<List<String>>() {});
    private static final CacheKey<Optional<String>> PERHAPS =
            CacheKey.of("perhaps", new TypeRef<Optional<String>>() {});

    private final FakeTransactions transactions = new FakeTransactions();
    private final CacheEngine engine = CacheEngine.start(EngineSetup.of(MapSource.of())
            .backend(FakeBackend.create())
            .serializer(new JavaSerializer())
            .transactions(transactions));
    private final NamedCache cache = engine.cache("notes");

    @AfterEach
    void close() {
        transactions.suspend();
        engine.close();
    }

    private static Note never() {
        throw new AssertionError("loaded a second time");
    }

    @Test
    void callersOfOneTransaction_haveTheirOwn() {
        Fake transaction = transactions.begin();
        cache.fetch(NOTE, Note::new).change();
        cache.fetch(NOTE, TransactionCopiesTest::never).change();
        cache.get(NOTE).orElseThrow().change();
        cache.fetchAll(List.of(NOTE), CacheOptions.defaults(), missing -> Map.of())
                .get(NOTE)
                .change();
        transaction.commit();
    }

    @Test
    void whatTheLoadingCallerChanges_isNotStoredAfterTheCommit() {
        Fake transaction = transactions.begin();
        cache.fetch(NOTE, Note::new).change();
        transaction.commit();

        cache.fetch(NOTE, TransactionCopiesTest::never).change();
    }

    @Test
    void whatTheCallerOfABulkLoadChanges_isNotSeenOrStored() {
        Fake transaction = transactions.begin();
        cache.fetchAll(List.of(NOTE, OTHER), CacheOptions.defaults(), missing -> {
                    Map<CacheKey<Note>, Note> notes = new LinkedHashMap<>();
                    missing.forEach(key -> notes.put(key, new Note()));
                    return notes;
                })
                .values()
                .forEach(Note::change);
        cache.fetch(NOTE, TransactionCopiesTest::never).change();
        transaction.commit();

        cache.fetch(OTHER, TransactionCopiesTest::never).change();
    }

    @Test
    void whatIsChangedAfterAPut_isNotSeenOrStored() {
        Fake transaction = transactions.begin();
        Note put = new Note();
        cache.put(NOTE, put);
        put.change();
        cache.get(NOTE).orElseThrow().change();
        cache.get(NOTE).orElseThrow().change();
        transaction.commit();

        cache.fetch(NOTE, TransactionCopiesTest::never).change();
    }

    /** Its entry is made anew, after the mark that the transaction made itself. */
    @Test
    void whatIsChangedAfterAPutBehindATag_isNotStored() {
        Fake transaction = transactions.begin();
        cache.invalidateTags("front-page");
        Note put = new Note();
        cache.put(NOTE, put, CacheOptions.defaults().tags("front-page"));
        put.change();
        transaction.commit();

        cache.fetch(NOTE, TransactionCopiesTest::never).change();
    }

    @Test
    void listsOfATransaction_areCopiedAndCanBeChanged() {
        Fake transaction = transactions.begin();
        for (int i = 0; i < 3; i++) {
            List<String> lines = cache.fetch(LINES, () -> new ArrayList<>(List.of("a")));
            assertThat(lines).containsExactly("a");
            lines.add("b");
        }
        transaction.commit();
        assertThat(cache.get(LINES).orElseThrow()).containsExactly("a");
    }

    @Test
    void optionalThatWasPut_isAnsweredAsOne() {
        Fake transaction = transactions.begin();
        cache.put(PERHAPS, Optional.of("there"));
        Optional<Optional<String>> got = cache.get(PERHAPS);
        assertThat(got.orElseThrow()).contains("there");
        transaction.commit();
    }
}
