// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** The client of a node that is not there: it refuses what the test says, does the rest, and notes what it was asked. */
final class StandInNode implements Client {
    final List<String> asked = new CopyOnWriteArrayList<>();
    private final Queue<RuntimeException> failures = new ArrayDeque<>();
    private final ServerWatch watch = new ServerWatch(this, () -> {}, () -> 0);
    private final Map<String, Object> answers = new ConcurrentHashMap<>();
    private final UnifiedJedis jedis = new StandInJedis(this::answer);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Place place;

    StandInNode(Place place) {
        this.place = place;
    }

    /** Answers the next {@code times} steps with {@code error}. */
    void refuse(String error, int times) {
        for (int i = 0; i < times; i++) {
            failures.add(new JedisDataException(error));
        }
    }

    /** Breaks the connection of the next {@code times} steps. */
    void breakDown(int times) {
        for (int i = 0; i < times; i++) {
            failures.add(new JedisConnectionException("broken"));
        }
    }

    /** Gives {@code answer} to {@code command}. */
    void answer(String command, Object answer) {
        answers.put(command, answer);
    }

    private Object answer(String command) {
        Object answer = answers.get(command);
        if (answer == null) {
            throw new JedisDataException("ERR unknown command '" + command + "'");
        }
        return answer;
    }

    boolean isClosed() {
        return closed.get();
    }

    @Override
    public <T> T run(Function<UnifiedJedis, T> step) {
        return run("usual", step);
    }

    @Override
    public <T> T runAsking(Function<UnifiedJedis, T> step) {
        return run("asking", step);
    }

    private synchronized <T> T run(String how, Function<UnifiedJedis, T> step) {
        asked.add(how);
        RuntimeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        return step.apply(jedis);
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public long patienceNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public void dropIdle() {}

    @Override
    public void giveUpIdle() {}

    @Override
    public boolean wasSent(CallScope call, RuntimeException failure) {
        return failure instanceof JedisDataException;
    }

    @Override
    public int database() {
        return 0;
    }

    @Override
    public ServerWatch watch() {
        return watch;
    }

    @Override
    public Optional<String> tlsProblem() {
        return Optional.empty();
    }

    @Override
    public Subscriber subscriber() {
        throw new UnsupportedOperationException("nobody listens to it");
    }

    @Override
    public boolean isTelling(String text) {
        return false;
    }

    @Override
    public void close() {
        closed.set(true);
    }

    @Override
    public String toString() {
        return "node at " + place;
    }
}
