// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.benchmark.cachex;

import io.github.cachex.benchmark.Batch;
import io.github.cachex.benchmark.Contest;
import io.github.cachex.benchmark.Line;
import io.github.cachex.benchmark.NearFloor;
import io.github.cachex.benchmark.NoOpInterceptor;
import io.github.cachex.benchmark.Sink;
import io.github.cachex.cdi.bootstrap.CachexExtension;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import org.junit.jupiter.api.Test;

/** Near hits of annotated methods, against an interceptor that does nothing. */
class AnnotatedBenchmark {
    private static final int MASK = NearFloor.KEYS - 1;

    @Test
    void nearHits() throws Exception {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new CachexExtension())
                .addBeanClasses(Shop.class, NoOpInterceptor.class, NoOpInterceptor.Bean.class)
                .initialize()) {
            Shop shop = container.select(Shop.class).get();
            Batch floor = NoOpInterceptor.calls(container);
            Long[] ids = NoOpInterceptor.ids();
            Shop.PostId[] records = new Shop.PostId[NearFloor.KEYS];
            for (int i = 0; i < records.length; i++) {
                records[i] = new Shop.PostId("blog", i);
            }
            Contest contest = new Contest("cachex-annotated");
            contest.race(Line.ANNOTATED_ONE, "Cachex", floor, times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(shop.one(ids[i & MASK]));
                }
            });
            contest.race(Line.ANNOTATED_TWO, "Cachex", floor, times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(shop.two("blog", ids[i & MASK]));
                }
            });
            contest.race(Line.ANNOTATED_RECORD, "Cachex", floor, times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(shop.record(records[i & MASK]));
                }
            });
            contest.race(Line.ANNOTATED_CONDITION, "Cachex", floor, times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(shop.conditional(ids[i & MASK]));
                }
            });
            contest.race(Line.ANNOTATED_TAGS, "Cachex", floor, times -> {
                for (int i = 0; i < times; i++) {
                    Sink.take(shop.tagged(ids[i & MASK]));
                }
            });
        }
    }
}
