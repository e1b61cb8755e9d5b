// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark.spring;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.cachex.benchmark.Batch;
import io.github.cachex.benchmark.Contest;
import io.github.cachex.benchmark.Line;
import io.github.cachex.benchmark.NearFloor;
import io.github.cachex.benchmark.NoOpInterceptor;
import io.github.cachex.benchmark.Post;
import io.github.cachex.benchmark.Sink;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Spring Cache over Caffeine. */
class SpringNearBenchmark {
    private static final String SPRING = "Spring Cache, Caffeine";
    private static final int MASK = NearFloor.KEYS - 1;

    /** What a key is made of. */
    public record PostId(String blog, long id) {}

    /** The configuration, as its documentation has it. */
    @Configuration
    @EnableCaching(proxyTargetClass = true)
    public static class Application {
        /** Returns the caches. */
        @Bean
        public CacheManager caches() {
            CaffeineCacheManager caches = new CaffeineCacheManager("posts");
            caches.setCaffeine(Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofHours(1)));
            return caches;
        }

        /** Returns the bean. */
        @Bean
        public Shop shop() {
            return new Shop();
        }
    }

    /** A bean whose methods are cached; {@code sync} is what guards a load. */
    public static class Shop {
        /** Returns a post by its id. */
        @Cacheable(cacheNames = "posts", sync = true)
        public Post one(Long id) {
            return Post.of(id);
        }

        /** Returns a post by two arguments. */
        @Cacheable(cacheNames = "posts", sync = true)
        public Post two(String blog, Long id) {
            return Post.of(id);
        }

        /** Returns a post by a record, which is the key. */
        @Cacheable(cacheNames = "posts", sync = true)
        public Post record(PostId id) {
            return Post.of(id.id());
        }

        /** Returns a post, cached if a condition holds. */
        @Cacheable(cacheNames = "posts", sync = true, condition = "#id < 1000000")
        public Post conditional(Long id) {
            return Post.of(id);
        }
    }

    @Test
    void annotated() throws Exception {
        try (AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext(Application.class);
                SeContainer weld = SeContainerInitializer.newInstance()
                        .disableDiscovery()
                        .addBeanClasses(NoOpInterceptor.class, NoOpInterceptor.Bean.class)
                        .initialize()) {
            Shop shop = spring.getBean(Shop.class);
            Batch floor = NoOpInterceptor.calls(weld);
            Long[] ids = NoOpInterceptor.ids();
            PostId[] records = new PostId[NearFloor.KEYS];
            for (int i = 0; i < records.length; i++) {
                records[i] = new PostId("blog", i);
            }
            Contest contest = new Contest("spring-annotated");
            contest.race(Line.ANNOTATED_ONE, SPRING, floor, times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(shop.one(ids[i & MASK]));
                }
            });
            contest.race(Line.ANNOTATED_TWO, SPRING, floor, times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(shop.two("blog", ids[i & MASK]));
                }
            });
            contest.race(Line.ANNOTATED_RECORD, SPRING, floor, times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(shop.record(records[i & MASK]));
                }
            });
            contest.race(Line.ANNOTATED_CONDITION, SPRING, floor, times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(shop.conditional(ids[i & MASK]));
                }
            });
        }
    }

    @Test
    void handler() throws Exception {
        try (AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext(Application.class)) {
            Cache posts =
                    Objects.requireNonNull(spring.getBean(CacheManager.class).getCache("posts"));
            String[] keys = NearFloor.keys();
            NearFloor caffeine = new NearFloor();
            Contest contest = new Contest("spring-handler");
            contest.race(Line.FETCH_NEAR_KEY_ONCE, SPRING, caffeine.keyOnce(), times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(posts.get(keys[i & MASK], () -> Post.of(1)));
                }
            });
            contest.race(Line.FETCH_NEAR_KEY_NEW, SPRING, caffeine.keyNew(), times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(posts.get(NearFloor.key(i), () -> Post.of(1)));
                }
            });
            contest.race(Line.GET_NEAR, SPRING, caffeine.gets(), times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(posts.get(keys[i & MASK], Post.class));
                }
            });
        }
    }
}
