// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.node;

import io.github.cachex.CacheHealth;
import io.github.cachex.CacheStats;
import io.github.cachex.HotKey;
import io.github.cachex.LatencyStats;
import io.github.cachex.MethodStats;
import io.github.cachex.NodeReport;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** Writes what a node says of itself, as much of it as fits into an answer. Used once. */
final class ReportWriter {
    /** How many bytes there are up to the end of the caches, of the methods, of the hot keys, of the advice. */
    private static final int CACHES = 60_000;

    private static final int METHODS = 100_000;
    private static final int HOT_KEYS = 115_000;
    private static final int ADVICE = 126_000;
    private static final int MOST_HOT_KEYS = 10;

    private final DataOutputStream out;
    private boolean complete = true;

    ReportWriter(DataOutputStream out) {
        this.out = out;
    }

    private interface Writing<T> {
        void write(T item) throws IOException;
    }

    void write(NodeReport report) throws IOException {
        out.writeUTF(NodeWire.cut(report.node()));
        out.writeUTF(NodeWire.cut(report.host()));
        out.writeLong(report.pid());
        out.writeUTF(NodeWire.cut(report.application()));
        out.writeLong(Long.parseUnsignedLong(report.jvm(), 16));
        out.writeLong(report.since().toEpochMilli());
        write(report.health());
        each(report.stats().entrySet(), CACHES, cache -> {
            out.writeUTF(NodeWire.cut(cache.getKey()));
            figures(figures(cache.getValue()));
        });
        each(report.methods().values(), METHODS, method -> {
            out.writeUTF(NodeWire.cut(method.method()));
            out.writeUTF(NodeWire.cut(method.cache()));
            figures(figures(method));
        });
        each(report.hotKeys().entrySet(), HOT_KEYS, cache -> {
            out.writeUTF(NodeWire.cut(cache.getKey()));
            List<HotKey> hottest = cache.getValue();
            each(hottest.subList(0, Math.min(MOST_HOT_KEYS, hottest.size())), HOT_KEYS, key -> {
                out.writeUTF(NodeWire.cut(key.id()));
                figures(key.asked(), key.atMostTooMany());
            });
        });
        out.writeBoolean(complete);
        each(report.advice(), ADVICE, advice -> {
            out.writeUTF(NodeWire.cut(advice.kind()));
            out.writeUTF(NodeWire.cut(advice.cache()));
            out.writeUTF(NodeWire.cut(advice.text()));
        });
        out.writeBoolean(complete);
    }

    private void write(CacheHealth health) throws IOException {
        out.writeUTF(NodeWire.cut(health.backend()));
        figures(
                health.enabled() ? 1 : 0,
                health.encrypted() ? 1 : 0,
                health.decidesReadiness() ? 1 : 0,
                health.queuedInvalidations(),
                health.since().toEpochMilli());
        each(health.parts(), CACHES / 2, part -> {
            out.writeUTF(NodeWire.cut(part.name()));
            figures(
                    NodeWire.BREAKERS.indexOf(part.breaker()),
                    part.breakerSince().toEpochMilli(),
                    NodeWire.LINKS.indexOf(part.link()),
                    part.linkSince().toEpochMilli());
        });
    }

    /** Writes {@code items}, each after a sign that one comes, until {@code most} bytes are written. */
    private <T> void each(Collection<T> items, int most, Writing<T> writing) throws IOException {
        for (T item : items) {
            if (out.size() > most) {
                complete = false;
                break;
            }
            out.writeBoolean(true);
            writing.write(item);
        }
        out.writeBoolean(false);
    }

    /** Writes how many there are before them: a later release may have more, at the end. */
    private void figures(long... figures) throws IOException {
        out.writeByte(figures.length);
        for (long figure : figures) {
            out.writeLong(figure);
        }
    }

    private static long[] figures(CacheStats stats) {
        LatencyStats load = stats.loadTime();
        LatencyStats backend = stats.backendTime();
        return new long[] {
            stats.hits(),
            stats.nearHits(),
            stats.misses(),
            stats.loads(),
            stats.loadFailures(),
            stats.waits(),
            stats.staleServed(),
            stats.refreshes(),
            stats.stored(),
            stats.notStored(),
            stats.undecodable(),
            stats.invalidations(),
            stats.queuedInvalidations(),
            stats.backendFailures(),
            known(stats.entries()),
            known(stats.evictions()),
            stats.nearEntries(),
            NodeWire.BREAKERS.indexOf(stats.breaker()),
            stats.linkUp() ? 1 : 0,
            load.count(),
            nanos(load.total()),
            nanos(load.p50()),
            nanos(load.p99()),
            nanos(load.max()),
            backend.count(),
            nanos(backend.total()),
            nanos(backend.p50()),
            nanos(backend.p99()),
            nanos(backend.max()),
            stats.bytesRead(),
            stats.bytesWritten(),
            stats.nearBytes(),
            stats.nearEvictions()
        };
    }

    private static long[] figures(MethodStats stats) {
        LatencyStats load = stats.loadTime();
        return new long[] {
            stats.hits(),
            stats.nearHits(),
            stats.misses(),
            stats.loads(),
            stats.loadFailures(),
            stats.staleServed(),
            load.count(),
            nanos(load.total()),
            nanos(load.p50()),
            nanos(load.p99()),
            nanos(load.max())
        };
    }

    private static long known(OptionalLong figure) {
        return figure.orElse(ReportReader.UNKNOWN);
    }

    private static long nanos(Duration time) {
        try {
            return time.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
