// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.crossed;

import io.github.cachex.CachexFetch;
import io.github.cachex.FetchContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Annotated methods over a source. Their cache and settings are said in the configuration, for each subclass. */
public abstract class Methods {
    private Run run = Run.NONE;

    /** Sets what they do. */
    public void run(Run next) {
        run = next;
    }

    /** A run of a combination. */
    public record Run(Loading loading, boolean vetoes) {
        static final Run NONE = new Run(id -> null, false);
    }

    /** Loads an id. */
    public interface Loading {
        /** Loads it. */
        @Nullable
        List<String> load(String id) throws Exception;
    }

    private @Nullable List<String> load(String id) throws Exception {
        if (run.vetoes()) {
            FetchContext.current().doNotStore();
        }
        return run.loading().load(id);
    }

    private CompletionStage<List<String>> loadLater(String id) {
        if (run.vetoes()) {
            FetchContext.current().doNotStore();
        }
        return later(run.loading(), id);
    }

    static CompletionStage<List<String>> later(Loading loading, String id) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return loading.load(id);
                    } catch (Exception e) {
                        throw new CompletionException(e);
                    }
                },
                work -> {
                    Thread thread = new Thread(work, "source");
                    thread.setDaemon(true);
                    thread.start();
                });
    }

    /** {@link Kind#PLAIN}. */
    @CachexFetch(key = "p:{0}")
    public @Nullable List<String> find(String id) throws Exception {
        return load(id);
    }

    /** {@link Kind#PLAIN}, as a stage. */
    @CachexFetch(key = "sp:{0}")
    public CompletionStage<List<String>> findLater(String id) {
        return loadLater(id);
    }

    /** {@link Kind#AHEAD}. */
    @CachexFetch(key = "a:{0}")
    public @Nullable List<String> ahead(String id) throws Exception {
        return load(id);
    }

    /** {@link Kind#AHEAD}, as a stage. */
    @CachexFetch(key = "sa:{0}")
    public CompletionStage<List<String>> aheadLater(String id) {
        return loadLater(id);
    }

    /** {@link Kind#HASTY}. */
    @CachexFetch(key = "h:{0}")
    public @Nullable List<String> hasty(String id) throws Exception {
        return load(id);
    }

    /** {@link Kind#HASTY}, as a stage. */
    @CachexFetch(key = "sh:{0}")
    public CompletionStage<List<String>> hastyLater(String id) {
        return loadLater(id);
    }

    /** {@link Kind#BRIEF}. */
    @CachexFetch(key = "b:{0}")
    public @Nullable List<String> brief(String id) throws Exception {
        return load(id);
    }

    /** {@link Kind#BRIEF}, as a stage. */
    @CachexFetch(key = "sb:{0}")
    public CompletionStage<List<String>> briefLater(String id) {
        return loadLater(id);
    }

    /** The beans, one for each combination that calls methods. */
    static final List<Class<? extends Methods>> BEANS = List.of(
            B0.class, B1.class, B2.class, B3.class, B4.class, B5.class, B6.class, B7.class, B8.class, B9.class,
            B10.class, B11.class, B12.class, B13.class, B14.class, B15.class);

    /** Number 0. */
    @ApplicationScoped
    public static class B0 extends Methods {}

    /** Number 1. */
    @ApplicationScoped
    public static class B1 extends Methods {}

    /** Number 2. */
    @ApplicationScoped
    public static class B2 extends Methods {}

    /** Number 3. */
    @ApplicationScoped
    public static class B3 extends Methods {}

    /** Number 4. */
    @ApplicationScoped
    public static class B4 extends Methods {}

    /** Number 5. */
    @ApplicationScoped
    public static class B5 extends Methods {}

    /** Number 6. */
    @ApplicationScoped
    public static class B6 extends Methods {}

    /** Number 7. */
    @ApplicationScoped
    public static class B7 extends Methods {}

    /** Number 8. */
    @ApplicationScoped
    public static class B8 extends Methods {}

    /** Number 9. */
    @ApplicationScoped
    public static class B9 extends Methods {}

    /** Number 10. */
    @ApplicationScoped
    public static class B10 extends Methods {}

    /** Number 11. */
    @ApplicationScoped
    public static class B11 extends Methods {}

    /** Number 12. */
    @ApplicationScoped
    public static class B12 extends Methods {}

    /** Number 13. */
    @ApplicationScoped
    public static class B13 extends Methods {}

    /** Number 14. */
    @ApplicationScoped
    public static class B14 extends Methods {}

    /** Number 15. */
    @ApplicationScoped
    public static class B15 extends Methods {}
}
