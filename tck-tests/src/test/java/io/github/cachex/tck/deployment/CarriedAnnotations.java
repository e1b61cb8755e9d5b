// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.deployment;

import io.github.cachex.CachexDefaults;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** An application's own annotations that carry those of Cachex; answers what a second call of each method came to. */
public class CarriedAnnotations implements Callable<List<String>> {
    @CachexFetch(cache = "posts", key = "post:{0}", ttl = "5m")
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @interface CachedPost {}

    /** Carries it through another one. */
    @CachedPost
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface CachedOften {}

    @CachexInvalidate(cache = "posts", key = "post:{0}")
    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface DropsPost {}

    /** For beans whose results are all kept. */
    @Stereotype
    @ApplicationScoped
    @CachexDefaults(cache = "titles")
    @CachexFetch(key = "{0}")
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Catalog {}

    /** Says nothing but by annotations of its own. */
    @ApplicationScoped
    public static class Posts {
        private final AtomicInteger loads = new AtomicInteger();

        /** Finds. */
        @CachedPost
        public String find(long id) {
            return "post " + loads.incrementAndGet();
        }

        /** Finds the same. */
        @CachedOften
        public String findOften(long id) {
            return "often " + loads.incrementAndGet();
        }

        /** Drops. */
        @DropsPost
        public void drop(long id) {}
    }

    /** Says nothing but by its stereotype. */
    @Catalog
    public static class Titles {
        private final AtomicInteger loads = new AtomicInteger();

        /** Finds. */
        public String title(long id) {
            return "title " + loads.incrementAndGet();
        }
    }

    @Override
    public List<String> call() {
        try (SeContainer application = Deployment.start(Map.of(), Posts.class, Titles.class)) {
            Posts posts = application.select(Posts.class).get();
            Titles titles = application.select(Titles.class).get();
            List<String> answers = new ArrayList<>();
            answers.add(posts.find(1));
            answers.add(posts.find(1));
            answers.add(posts.findOften(1));
            posts.drop(1);
            answers.add(posts.findOften(1));
            answers.add(titles.title(1));
            answers.add(titles.title(1));
            return answers;
        }
    }
}
