// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.node;

import io.github.cachex.Advice;
import io.github.cachex.CacheHealth;
import io.github.cachex.CacheStats;
import io.github.cachex.HotKey;
import io.github.cachex.LatencyStats;
import io.github.cachex.MethodStats;
import io.github.cachex.NodeReport;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what a {@link ReportWriter} has written, of this release or another. Used once. */
final class ReportReader {
    static final long UNKNOWN = -1;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final DataInputStream in;

    ReportReader(DataInputStream in) {
        this.in = in;
    }

    private interface Reading {
        void read() throws IOException;
    }

    NodeReport read() throws IOException {
        String node = in.readUTF();
        String host = in.readUTF();
        long pid = in.readLong();
        String application = in.readUTF();
        String jvm = NodeWire.id(in.readLong());
        Instant since = instant(in.readLong());
        CacheHealth health = health();
        SortedMap<String, CacheStats> stats = new TreeMap<>();
        each(() -> stats.put(in.readUTF(), cache(figures())));
        SortedMap<String, MethodStats> methods = new TreeMap<>();
        each(() -> {
            MethodStats method = method(in.readUTF(), in.readUTF(), figures());
            methods.put(method.method(), method);
        });
        SortedMap<String, List<HotKey>> hot = new TreeMap<>();
        each(() -> {
            String cache = in.readUTF();
            List<HotKey> keys = new ArrayList<>();
            each(() -> {
                String id = in.readUTF();
                Figures figures = figures();
                keys.add(new HotKey(id, figures.next(), figures.next()));
            });
            hot.put(cache, List.copyOf(keys));
        });
        boolean complete = in.readBoolean();
        List<Advice> advice = new ArrayList<>();
        // An earlier release ends here.
        if (in.available() > 0) {
            each(() -> advice.add(new Advice(in.readUTF(), in.readUTF(), in.readUTF())));
            complete = in.readBoolean();
        }
        return new NodeReport(
                node,
                host,
                pid,
                application,
                jvm,
                since,
                Collections.unmodifiableSortedMap(stats),
                Collections.unmodifiableSortedMap(methods),
                Collections.unmodifiableSortedMap(hot),
                health,
                List.copyOf(advice),
                complete);
    }

    private CacheHealth health() throws IOException {
        String backend = in.readUTF();
        Figures whole = figures();
        List<CacheHealth.Part> parts = new ArrayList<>();
        each(() -> {
            String name = in.readUTF();
            Figures figures = figures();
            parts.add(new CacheHealth.Part(
                    name,
                    figures.nextOf(NodeWire.BREAKERS),
                    instant(figures.next()),
                    figures.nextOf(NodeWire.LINKS),
                    instant(figures.next())));
        });
        return new CacheHealth(
                backend, whole.isNext(), whole.isNext(), whole.isNext(), whole.next(), instant(whole.next()), parts);
    }

    private static CacheStats cache(Figures figures) {
        return new CacheStats(
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.nextIfKnown(),
                figures.nextIfKnown(),
                figures.next(),
                figures.nextOf(NodeWire.BREAKERS),
                figures.isNext(),
                latency(figures),
                latency(figures),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next());
    }

    private static MethodStats method(String method, String cache, Figures figures) {
        return new MethodStats(
                method,
                cache,
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                figures.next(),
                latency(figures));
    }

    private static LatencyStats latency(Figures figures) {
        return new LatencyStats(
                figures.next(),
                Duration.ofNanos(figures.next()),
                Duration.ofNanos(figures.next()),
                Duration.ofNanos(figures.next()),
                Duration.ofNanos(figures.next()));
    }

    private void each(Reading reading) throws IOException {
        while (in.readBoolean()) {
            reading.read();
        }
    }

    private Figures figures() throws IOException {
        long[] figures = new long[in.readUnsignedByte()];
        for (int i = 0; i < figures.length; i++) {
            figures[i] = in.readLong();
        }
        return new Figures(figures);
    }

    private static Instant instant(long millis) {
        return Instant.ofEpochMilli(Math.max(0, Math.min(millis, LATEST.toEpochMilli())));
    }

    /** Figures in their order: an earlier release has fewer, and those that it lacks are zero. */
    private static final class Figures {
        private final long[] figures;
        private int at;

        Figures(long[] figures) {
            this.figures = figures;
        }

        private long raw() {
            return at < figures.length ? figures[at++] : 0;
        }

        long next() {
            return Math.max(0, raw());
        }

        boolean isNext() {
            return next() != 0;
        }

        OptionalLong nextIfKnown() {
            long figure = raw();
            return figure < 0 ? OptionalLong.empty() : OptionalLong.of(figure);
        }

        <E> E nextOf(List<E> values) {
            return values.get((int) Math.min(next(), values.size() - 1));
        }
    }
}
