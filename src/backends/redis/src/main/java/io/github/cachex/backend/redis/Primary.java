// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.backend.redis;

import io.github.cachex.spi.CallBudget;
import redis.clients.jedis.UnifiedJedis;

/**
 * A server that takes writes, and all that fails with it alone: its connections, its clock, its scripts and the link on it. Where a
 * replica takes its place, the same is that of the replica. Thread-safe.
 */
final class Primary implements AutoCloseable {
    private final String name;
    private final Client client;
    private final RedisClock clock;
    private final Caller usual;
    private final Caller asking;
    private final Scripts scripts;
    private final RedisLink link;

    /** What is done on a primary, with a client of its own and what runs its scripts. */
    interface Step<T> {
        T run(UnifiedJedis jedis, Scripts scripts);
    }

    /**
     * Creates one.
     *
     * @param name what it is called, for as long as there is such a primary, whichever server it is
     * @param shared what all primaries share
     * @param slots for which slots it takes the writes
     */
    Primary(String name, Client client, RedisClock clock, SharedState shared, SlotFilter slots) {
        this.name = name;
        this.client = client;
        this.clock = clock;
        this.usual = new Caller(client);
        this.asking = usual.asking();
        this.scripts =
                new Scripts(usual, clock, shared.publishing(), client, new Acknowledgement(shared.replicas(), client));
        this.link = new RedisLink(
                () -> new NumberedSubscriber(client.subscriber(), client::database),
                shared,
                clock::highestEpoch,
                slots);
        client.watch().onChange(() -> {
            clock.forget();
            link.renew();
        });
    }

    /** Returns what it is called. Never its address, which changes. */
    String name() {
        return name;
    }

    Client client() {
        return client;
    }

    RedisLink link() {
        return link;
    }

    Caller caller() {
        return usual;
    }

    /** Returns what knows this server's clock. */
    Scripts scripts() {
        return scripts;
    }

    /** Runs {@code step} here; with {@code askingFirst} also where its key is only about to come here. */
    <T> T call(Call call, boolean askingFirst, Step<T> step) {
        return (askingFirst ? asking : usual)
                .call(call.operation(), call.key(), call.budget(), call.repeat(), jedis -> step.run(jedis, scripts));
    }

    /**
     * What is to be done, in words, and within which bounds.
     *
     * @param operation the name of the operation
     * @param key what it is about
     * @param budget the time that there is
     * @param repeat when it may be sent again
     */
    record Call(String operation, String key, CallBudget budget, Repeat repeat) {}

    /** Goes on at another place: that of the replica that took over. */
    void moveTo(Place place) {
        client.moveTo(place);
        clock.forget();
        link.renew();
    }

    @Override
    public void close() {
        link.close();
        usual.close();
    }

    /** Returns where it is, without credentials. */
    @Override
    public String toString() {
        return client.toString();
    }
}
