// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.testkit.redis;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in for a container engine: its containers are processes, and it is as strict as Docker. It can be told to fail at
 * one step, in the way in which Testcontainers does.
 */
final class StandInEngine implements ContainerEngine {
    /** Where it fails. */
    enum Step {
        NOWHERE,
        HELPER,
        HELPER_AGAIN,
        IMAGE,
        PULL_HANGS,
        ADDRESS_UNKNOWN,
        ADDRESS_SILENT,
        ENDS_AT_ONCE,
        FREEZE,
        FREEZE_WITHOUT_EFFECT,
        PORT_TAKEN_ONCE,
        PORT_TAKEN_ALWAYS
    }

    private final EmbeddedSource processes = Sources.embedded();
    private final Step step;
    private final AtomicInteger prepared = new AtomicInteger();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final CountDownLatch interrupted = new CountDownLatch(1);

    StandInEngine() {
        this(Step.NOWHERE);
    }

    StandInEngine(Step step) {
        this.step = step;
    }

    /** Returns how many of its containers are not removed yet. */
    int running() {
        return running.get();
    }

    /** Returns how often a container was to be started. */
    int started() {
        return started.get();
    }

    /** Returns how often it was made ready. */
    int prepared() {
        return prepared.get();
    }

    /** Waits until a pull that hangs was given up. */
    void awaitInterrupt() throws InterruptedException {
        interrupted.await();
    }

    @Override
    public void prepare() {
        prepared.incrementAndGet();
        switch (step) {
            case HELPER ->
                throw new ExceptionInInitializerError(
                        new IllegalStateException("Container startup failed for image testcontainers/ryuk"));
            case HELPER_AGAIN -> throw new NoClassDefFoundError("org/testcontainers/utility/ResourceReaper");
            case IMAGE ->
                throw new IllegalStateException(
                        "the image redis cannot be pulled", new RuntimeException("lookup registry: no such host"));
            case PULL_HANGS -> hang();
            default -> {}
        }
    }

    private void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String address() {
        if (step == Step.ADDRESS_UNKNOWN) {
            throw new IllegalStateException("the address of the engine is not known here: engine.invalid");
        }
        return "127.0.0.1";
    }

    @Override
    public Container start(int port, List<String> arguments) {
        int attempt = started.incrementAndGet();
        if (step == Step.PORT_TAKEN_ALWAYS || step == Step.PORT_TAKEN_ONCE && attempt == 1) {
            throw new IllegalStateException(
                    "Container startup failed", new RuntimeException("port is already allocated"));
        }
        // Who publishes a port where nobody can reach it has a server that runs and is never heard of.
        int published = step == Step.ADDRESS_SILENT ? RedisServer.freePort() : port;
        List<String> told = step == Step.ENDS_AT_ONCE ? List.of("--no-such-option", "1") : arguments;
        RedisHost process = processes.host(published, told);
        process.start();
        running.incrementAndGet();
        return new StandInContainer(process);
    }

    @Override
    public String toString() {
        return "a stand-in";
    }

    private final class StandInContainer implements Container {
        private final RedisHost process;
        private boolean isFrozen;
        private boolean isRemoved;

        StandInContainer(RedisHost process) {
            this.process = process;
        }

        @Override
        public boolean isRunning() {
            return process.isRunning();
        }

        @Override
        public void freeze() {
            if (step == Step.FREEZE) {
                throw new IllegalStateException("no freezer here");
            }
            if (isFrozen || !isRunning()) {
                throw new IllegalStateException("the container is already paused, or does not run");
            }
            isFrozen = true;
            if (step != Step.FREEZE_WITHOUT_EFFECT) {
                process.pause();
            }
        }

        @Override
        public void thaw() {
            if (!isFrozen) {
                throw new IllegalStateException("the container is not paused");
            }
            isFrozen = false;
            process.resume();
        }

        @Override
        public void remove() {
            process.stop();
            if (!isRemoved) {
                isRemoved = true;
                running.decrementAndGet();
            }
        }
    }
}
