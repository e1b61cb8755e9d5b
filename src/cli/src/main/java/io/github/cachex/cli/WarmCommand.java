// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.CacheHandler;
import io.github.cachex.CacheKey;
import io.github.cachex.WarmEntry;
import io.github.cachex.cdi.warmup.NdjsonWarmer;
import io.github.cachex.event.CacheEvent;
import io.github.cachex.spi.CacheListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fills a cache from a file. */
@Command(
        name = "warm",
        description = "Store what a file says, a JSON object a line: {\"id\":\"post:42\",\"value\":{},\"ttl\":\"1h\"}.")
final class WarmCommand extends StoreCommand {
    private static final int THREADS = 8;
    private static final int AHEAD = 1_000;
    private static final int MOST_REASONS = 10;

    @Parameters(paramLabel = "FILE", description = "The file, as NdjsonWarmer reads it.")
    private Path file = Path.of("");

    @Option(names = "--cache", paramLabel = "NAME", required = true, description = "The cache.")
    private String cache = "";

    @Option(names = "--type", paramLabel = "CLASS", required = true, description = "The class of the values.")
    private String type = "";

    @Option(names = "--replace", description = "Store values as well whose entries are still fresh.")
    private boolean replace;

    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong fresh = new AtomicLong();
    private final AtomicLong notStored = new AtomicLong();
    private final AtomicLong leftOut = new AtomicLong();

    WarmCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    Session.Use use() {
        return Session.Use.OBJECTS;
    }

    @Override
    Optional<CacheListener> listener() {
        return Optional.of(this::hear);
    }

    @Override
    List<String> named() {
        return List.of(cache);
    }

    @Override
    ExitCode run(Session session) throws IOException, InterruptedException {
        if (session.config().hasUnusedEncryptionKeys()) {
            throw new Failure(
                    ExitCode.CONFIGURATION,
                    "cachex.encryption.keys: is in a file, and keys are taken from the environment alone, so that values would be"
                            + " stored in the clear; set CACHEX_ENCRYPTION_KEYS");
        }
        if (!Files.isReadable(file)) {
            throw new Failure(ExitCode.USAGE, file + ": cannot be read; name a file with a JSON object a line");
        }
        Class<?> values = valueType(session);
        CacheHandler handler = session.cache(cache);
        session.announce();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(session.loader());
        try {
            storeAll(session, handler, values);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        report();
        return notStored.get() + leftOut.get() == 0 ? ExitCode.DONE : ExitCode.NO;
    }

    private Class<?> valueType(Session session) {
        try {
            return Class.forName(type, false, session.loader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--type=" + ShownText.of(type) + ": no such class ("
                            + e.getClass().getSimpleName()
                            + "); name its jar, and those that it needs, by --class-path");
        }
    }

    private <T> void storeAll(Session session, CacheHandler handler, Class<T> values)
            throws IOException, InterruptedException {
        NdjsonWarmer<T> warmer = NdjsonWarmer.file(cache, values, file).onLeftOut(this::leftOut);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        Queue<Future<?>> ahead = new ArrayDeque<>();
        try (Stream<WarmEntry<T>> entries = warmer.entries();
                Progress progress = new Progress(terminal(), "entries")) {
            for (WarmEntry<T> entry : (Iterable<WarmEntry<T>>) entries::iterator) {
                ahead.add(threads.submit(() -> store(session, handler, entry)));
                if (ahead.size() > AHEAD) {
                    finish(ahead.remove());
                }
                progress.add(1);
            }
            while (!ahead.isEmpty()) {
                finish(ahead.remove());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void finish(Future<?> future) throws InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private <T> boolean store(Session session, CacheHandler handler, WarmEntry<T> entry) throws Exception {
        CacheKey<T> key = CacheKey.of(
                session.storedId(cache, entry.key().id()), entry.key().type());
        if (replace) {
            handler.put(key, entry.loader().load(), entry.options());
        } else {
            boolean[] loaded = new boolean[1];
            handler.<T, Exception>fetch(key, entry.options(), () -> {
                loaded[0] = true;
                return entry.loader().load();
            });
            fresh.addAndGet(loaded[0] ? 0 : 1);
        }
        return true;
    }

    private void hear(CacheEvent event) {
        if (event instanceof CacheEvent.Stored) {
            stored.incrementAndGet();
        } else if (event instanceof CacheEvent.NotStored refused) {
            notStored(refused.id(), refused.reason());
        } else if (event instanceof CacheEvent.BackendFailed failed) {
            notStored(failed.id(), String.valueOf(failed.failure().getMessage()));
        }
    }

    private void notStored(String id, String reason) {
        if (notStored.incrementAndGet() <= MOST_REASONS) {
            terminal().say(ShownText.of(id + ": is not stored: " + reason));
        }
    }

    private void leftOut(long line) {
        if (leftOut.incrementAndGet() <= MOST_REASONS) {
            terminal().say(file + " line " + line + ": is left out, it cannot be read as " + ShownText.of(type));
        }
    }

    private void report() {
        if (output().isJson()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("cache", cache);
            row.put("stored", stored.get());
            row.put("fresh", fresh.get());
            row.put("notStored", notStored.get());
            row.put("leftOut", leftOut.get());
            output().json(row);
        } else {
            output().line(cache + ": " + stored + " stored, " + fresh + " fresh already, " + notStored + " not stored, "
                    + ShownText.count(leftOut.get(), "line") + " left out");
        }
    }
}
