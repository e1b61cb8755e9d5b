// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features.all;

import io.github.cachex.Caches;
import io.github.cachex.HotKey;
import io.github.cachex.NodeReport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

// snippet: figures
@ApplicationScoped
public class CacheFigures {
    @Inject
    Caches caches;

    /** What each method saves: the time that its hits would have cost. */
    public Map<String, Duration> savings() {
        Map<String, Duration> savings = new TreeMap<>();
        caches.methods()
                .forEach((method, stats) ->
                        savings.put(method, stats.loadTime().mean().multipliedBy(stats.hits())));
        return savings;
    }

    /** Hit rates of a cache on all nodes that answer within a second. */
    public CompletionStage<Map<String, Double>> hitRates(String cache) {
        return caches.nodes(Duration.ofSeconds(1)).thenApply(nodes -> {
            Map<String, Double> rates = new TreeMap<>();
            for (NodeReport node : nodes) {
                Optional.ofNullable(node.stats().get(cache))
                        .ifPresent(stats -> stats.hitRate().ifPresent(rate -> rates.put(node.node(), rate)));
            }
            return rates;
        });
    }

    /** The key that is asked for most. */
    public Optional<String> hottest(String cache) {
        return caches.hotKeys(cache).stream().findFirst().map(HotKey::id);
    }
}
// end
