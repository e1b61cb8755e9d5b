// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.types;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import io.github.cachex.tck.deployment.Deployment;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

/** Asks for elements in every shape, with an interceptor behind the cache that tries again; answers what was asked and answered. */
public final class ElementCalls implements Callable<List<String>> {
    private static final List<String> LOG = new CopyOnWriteArrayList<>();

    /** Tries once more. */
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.TYPE})
    public @interface Again {}

    /** Does so, behind the cache. */
    @Again
    @Interceptor
    @Priority(Interceptor.Priority.LIBRARY_AFTER + 100)
    public static class AgainInterceptor {
        /** Calls the method once, and once more where it fails. */
        @AroundInvoke
        public Object call(InvocationContext call) throws Exception {
            try {
                return call.proceed();
            } catch (IOException e) {
                LOG.add("again");
                return call.proceed();
            }
        }
    }

    /** Has all posts but those with negative numbers. */
    @ApplicationScoped
    @CachexDefaults(cache = "posts")
    public static class Posts {
        private int calls;

        /** Fails on every first call. */
        @Again
        @CachexFetch(keys = "post:{0[]}")
        public Map<Long, String> all(Collection<Long> ids, String because) throws IOException {
            LOG.add("asked for " + ids + " because of " + because);
            if (calls++ % 2 == 0) {
                throw new IOException("not yet");
            }
            Map<Long, String> found = new LinkedHashMap<>();
            ids.stream().filter(id -> id > 0).forEach(id -> found.put(id, "post " + id));
            return found;
        }

        /** Finds them in order. */
        @CachexFetch(keys = "post:{0[]}")
        public List<String> inOrder(long... ids) {
            LOG.add("asked for " + Arrays.toString(ids));
            return Arrays.stream(ids)
                    .mapToObj(id -> id > 0 ? "post " + id : null)
                    .toList();
        }

        /** Finds one. */
        @CachexFetch(key = "post:{0}")
        public String one(long id) {
            LOG.add("asked for " + id);
            return "post " + id;
        }

        /** Stores some. */
        @CachexPut(keys = "post:{0[]}")
        public void save(@CachexValue Map<Long, String> posts) {}
    }

    @Override
    public List<String> call() throws Exception {
        LOG.clear();
        Map<String, String> settings = Map.of("cachex.interceptors.inside", AgainInterceptor.class.getName());
        try (SeContainer container = Deployment.start(settings, Posts.class, AgainInterceptor.class)) {
            Posts posts = container.select(Posts.class).get();
            posts.one(2);
            LOG.add("" + posts.all(List.of(3L, 2L, 1L), "a list"));
            LOG.add("" + posts.all(Set.of(4L), "a set"));
            LOG.add("" + posts.inOrder(4, 5, -1, 5, 1));
            posts.save(Map.of(6L, "saved"));
            LOG.add("" + posts.inOrder(6));
            LOG.add("" + posts.all(List.of(), "nothing"));
        }
        return new ArrayList<>(LOG);
    }
}
