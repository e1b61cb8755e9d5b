// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The source that starts containers. That an engine answers says little: it may pull no image, start no helper, publish ports
 * where nobody reaches them or freeze nothing. So one container has to start, to answer and to be frozen before it is taken.
 */
final class ContainerSource implements RedisSource {
    private final Supplier<ContainerEngine> engines;
    private final Duration limit;
    private final Duration answerLimit;
    private @Nullable ContainerEngine engine;

    /**
     * Creates a source.
     *
     * @param engines makes the engine, when it is first needed
     * @param limit how long the trial may take, downloads included
     * @param answerLimit how long a container that was started may be silent
     */
    ContainerSource(Supplier<ContainerEngine> engines, Duration limit, Duration answerLimit) {
        this.engines = engines;
        this.limit = limit;
        this.answerLimit = answerLimit;
    }

    @Override
    public String name() {
        return "container";
    }

    @Override
    public Optional<String> obstacle() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread trial = new Thread(() -> tryOut(done), "cachex-container-trial");
        trial.setDaemon(true);
        trial.start();
        try {
            done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(Cause.of(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            // What it has started by now, it ends itself.
            done.cancel(false);
            trial.interrupt();
            return Optional.of(
                    "no container was ready within " + limit.toMillis() / 1e3 + " s; can its images be pulled?");
        } catch (InterruptedException e) {
            trial.interrupt();
            Thread.currentThread().interrupt();
            return Optional.of("interrupted while a container was tried");
        }
    }

    private void tryOut(CompletableFuture<Void> done) {
        try {
            ContainerEngine tried = engines.get();
            tried.prepare();
            engine = tried;
            if (!done.isDone()) {
                startAndFreeze();
            }
            done.complete(null);
        } catch (RuntimeException | LinkageError e) {
            done.completeExceptionally(e);
        }
    }

    private void startAndFreeze() {
        try (RedisServer server = RedisServer.start(this, List.of(), answerLimit)) {
            server.pause();
            if (server.answers()) {
                throw new IllegalStateException("a container that was frozen answers");
            }
            server.resume();
            server.awaitAnswer(answerLimit);
        }
    }

    @Override
    public RedisHost host(int port, List<String> arguments) {
        if (engine == null) {
            throw new IllegalStateException("no container was tried yet");
        }
        return new RedisContainer(engine, port, arguments);
    }

    @Override
    public String toString() {
        return "a container, through Testcontainers";
    }
}
