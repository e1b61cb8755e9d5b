// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.crossed;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.CacheOptions;
import io.github.cachex.FetchContext;
import io.github.cachex.TypeRef;
import io.github.cachex.tck.crossed.Combination.Answer;
import io.github.cachex.tck.crossed.Combination.Tags;
import io.github.cachex.tck.crossed.Combination.Transaction;
import io.github.cachex.tck.crossed.Combination.Way;
import io.github.cachex.tck.transactions.Jta;
import jakarta.transaction.Status;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks a cache in the way of a combination, inside a transaction of its own where the combination says so. */
final class Calls {
    private static final TypeRef<List<String>> TYPE = new TypeRef<List<String>>() {};
    private static final String TWIN = "-too";

    private final Combination combination;
    private final CacheHandler cache;
    private final @Nullable Methods methods;
    private final CountedSource source;

    /** Creates calls to {@code cache}, or to {@code methods} of that cache. */
    Calls(Combination combination, CacheHandler cache, @Nullable Methods methods) {
        this.combination = combination;
        this.cache = cache;
        this.methods = methods;
        this.source = new CountedSource(combination.is(Answer.NULL_STORED, Answer.NULL_LEFT));
        if (methods != null) {
            methods.run(new Methods.Run(source::load, combination.is(Answer.VETOED)));
        }
    }

    CountedSource source() {
        return source;
    }

    /** Returns the ids that are asked for together with {@code id}. */
    List<String> together(String id) {
        return combination.is(Way.FETCH_ALL) ? List.of(id, id + TWIN) : List.of(id);
    }

    /** Returns the tag of {@code id}. */
    static String tag(String id) {
        return "t:" + id;
    }

    /** Returns the values of {@link #together}, which may be null. */
    List<@Nullable List<String>> fetch(Kind kind, String id) throws Exception {
        return around(() -> switch (combination.the(Way.class)) {
            case FETCH ->
                one(cache.<List<String>, Exception>fetchWith(key(kind, id), options(kind, id), context -> load(id)));
            case FETCH_ASYNC ->
                one(got(cache.fetchAsync(key(kind, id), options(kind, id), () -> {
                    veto();
                    return Methods.later(source::load, id);
                })));
            case FETCH_ALL -> all(kind, id);
            case METHOD -> one(called(kind.method(), id));
            case METHOD_STAGE -> one(got((CompletionStage<?>) called(kind.method() + "Later", id)));
            case GET_AND_PUT -> one(getAndPut(kind, id));
        });
    }

    @SuppressWarnings("unchecked")
    private static List<@Nullable List<String>> one(@Nullable Object value) {
        return Stream.of(value == null ? new Object[] {null} : new Object[] {value})
                .map(each -> (List<String>) each)
                .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
    }

    private @Nullable List<String> load(String id) throws Exception {
        veto();
        return source.load(id);
    }

    private void veto() {
        if (combination.is(Answer.VETOED)) {
            FetchContext.current().doNotStore();
        }
    }

    private List<@Nullable List<String>> all(Kind kind, String id) throws Exception {
        Map<CacheKey<List<String>>, String> ids = new LinkedHashMap<>();
        together(id).forEach(each -> ids.put(key(kind, each), each));
        Map<CacheKey<List<String>>, List<String>> found =
                cache.<List<String>, Exception>fetchAll(ids.keySet(), options(kind, id), missing -> {
                    Map<CacheKey<List<String>>, List<String>> loaded = new LinkedHashMap<>();
                    for (CacheKey<List<String>> key : missing) {
                        List<String> value = load(ids.get(key));
                        if (value != null) {
                            loaded.put(key, value);
                        }
                    }
                    return loaded;
                });
        return ids.keySet().stream().map(found::get).collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
    }

    private @Nullable List<String> getAndPut(Kind kind, String id) throws Exception {
        CacheKey<List<String>> key = key(kind, id);
        List<String> kept = cache.get(key).orElse(null);
        if (kept != null) {
            return kept;
        }
        List<String> loaded = source.load(id);
        cache.put(
                key,
                loaded,
                combination.is(Answer.VETOED)
                        ? options(kind, id).<List<String>>storeIf(value -> false)
                        : options(kind, id));
        return loaded;
    }

    private Object called(String method, String id) throws Exception {
        try {
            return methods.getClass().getMethod(method, String.class).invoke(methods, id);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static Object got(CompletionStage<?> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get(1, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    CacheKey<List<String>> key(Kind kind, String id) {
        return CacheKey.of(combination.is(Way.METHOD_STAGE) ? kind.stageId(id) : kind.id(id), TYPE);
    }

    private CacheOptions options(Kind kind, String id) {
        CacheOptions options =
                combination.is(Tags.ONE) ? CacheOptions.defaults().tags(tag(id)) : CacheOptions.defaults();
        return switch (kind) {
            case PLAIN -> options;
            case AHEAD -> options.refreshAhead(Kind.AT_ONCE);
            case HASTY -> options.hardTimeout(Kind.SOON);
            case BRIEF -> {
                CacheOptions brief = options.withTtl(Kind.MOMENT);
                yield combination.is(Answer.NULL_STORED) ? brief.cacheNullFor(Kind.LIFE) : brief;
            }
        };
    }

    /** Invalidates all of {@link #together}. */
    void invalidate(Kind kind, String id) throws Exception {
        around(() -> cache.invalidate(ids(kind, id)));
    }

    /** Lets all of {@link #together} be stale. */
    void expire(Kind kind, String id) throws Exception {
        around(() -> cache.expire(ids(kind, id)));
    }

    private String[] ids(Kind kind, String id) {
        return together(id).stream().map(each -> key(kind, each).id()).toArray(String[]::new);
    }

    void invalidateTag(String id) throws Exception {
        around(() -> cache.invalidateTags(tag(id)));
    }

    boolean isStored(Kind kind, String id) {
        return together(id).stream().allMatch(each -> cache.contains(key(kind, each)));
    }

    boolean isGone(Kind kind, String id) {
        return together(id).stream().noneMatch(each -> cache.contains(key(kind, each)));
    }

    private <T> T around(Callable<T> call) throws Exception {
        if (combination.is(Transaction.NONE)) {
            return call.call();
        }
        Jta.manager().begin();
        try {
            T answer = call.call();
            Jta.manager().commit();
            return answer;
        } finally {
            if (Jta.manager().getStatus() != Status.STATUS_NO_TRANSACTION) {
                Jta.manager().rollback();
            }
        }
    }
}
