// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.faults;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.CachexPut;
import io.github.cachex.CachexValue;
import io.github.cachex.tck.faults.TrappedBeans.Place;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Annotated methods around one trap, as a source would be: one that is interrupted has no value. */
@ApplicationScoped
public class TrappedMethods {
    static final String LOADED = "loaded";

    private final AtomicInteger runs = new AtomicInteger();
    private volatile Runnable meanwhile = () -> {};

    /** An order whose accessors are trapped. */
    public record Order(String text) {
        /** Names its key. */
        public String id() {
            TrappedBeans.spring(Place.KEY_PROPERTY);
            return text;
        }

        /** Names its tag. */
        public String tag() {
            TrappedBeans.spring(Place.TAG_PROPERTY);
            return "tag-" + text;
        }

        /** Says whether a call is cached. */
        public boolean wanted() {
            TrappedBeans.spring(Place.WHEN);
            return true;
        }

        /** Says whether a value is not. */
        public boolean unwanted() {
            TrappedBeans.spring(Place.UNLESS);
            return false;
        }
    }

    /** Returns how often methods ran since it was last asked. */
    public int takeRuns() {
        return runs.getAndSet(0);
    }

    /** Does {@code more} during each run. */
    public void meanwhile(Runnable more) {
        meanwhile = more;
    }

    private String load() throws InterruptedException {
        runs.incrementAndGet();
        if (Thread.interrupted()) {
            throw new InterruptedException("of the source");
        }
        meanwhile.run();
        return LOADED;
    }

    private CompletionStage<String> loadLater() throws InterruptedException {
        return CompletableFuture.completedFuture(load());
    }

    /** A plain fetch. */
    @CachexFetch(
            cache = "trapped",
            key = "p:{order.id}",
            tags = "{order.tag}",
            when = "{order.wanted}",
            unless = "{order.unwanted}")
    public String find(@CachexKey("order") Order order) throws InterruptedException {
        return load();
    }

    /** One that answers by a stage. */
    @CachexFetch(
            cache = "trapped",
            key = "stage:{order.id}",
            tags = "{order.tag}",
            when = "{order.wanted}",
            unless = "{order.unwanted}")
    public CompletionStage<String> findLater(@CachexKey("order") Order order) throws InterruptedException {
        return loadLater();
    }

    /** One whose load moves to another thread. */
    @CachexFetch(
            cache = "trapped",
            key = "timed:{order.id}",
            tags = "{order.tag}",
            hardTimeout = "1m",
            when = "{order.wanted}",
            unless = "{order.unwanted}")
    public String findInTime(@CachexKey("order") Order order) throws InterruptedException {
        return load();
    }

    /** One that is refreshed. */
    @CachexFetch(
            cache = "trapped",
            key = "ahead:{order.id}",
            tags = "{order.tag}",
            refreshAhead = "0.000001",
            staleTtl = "1h",
            softTimeout = "1m",
            when = "{order.wanted}",
            unless = "{order.unwanted}")
    public Optional<String> findAhead(@CachexKey("order") Order order) {
        // Runs in the background as well, at times of its own.
        return Optional.of(LOADED);
    }

    /** One whose key the generator makes, with beans as conditions. */
    @CachexFetch(cache = "generated", tags = "{order.tag}", when = "@wanted", unless = "@unwanted")
    public String findGenerated(@CachexKey("order") Order order) throws InterruptedException {
        return load();
    }

    /** One that fails. */
    @CachexFetch(cache = "trapped", key = "failing:{order.id}", when = "{order.wanted}", defaultValue = "instead")
    public String fail(@CachexKey("order") Order order) {
        runs.incrementAndGet();
        throw new IllegalArgumentException("of the source");
    }

    /** Fills what {@link #make} puts. */
    @CachexFetch(cache = "made", key = "made:{0}")
    public Order made(String id) {
        return new Order(id);
    }

    /** A plain put. */
    @CachexPut(
            cache = "trapped",
            key = "p:{order.id}",
            tags = "{order.tag}",
            when = "{order.wanted}",
            unless = "{order.unwanted}")
    public String save(@CachexKey("order") Order order) throws InterruptedException {
        return load();
    }

    /** One that answers by a stage. */
    @CachexPut(cache = "trapped", key = "stage:{order.id}", tags = "{order.tag}", unless = "{order.unwanted}")
    public CompletionStage<String> saveLater(@CachexKey("order") Order order) throws InterruptedException {
        return loadLater();
    }

    /** One that stores an argument. */
    @CachexPut(cache = "trapped", key = "p:{order.id}", tags = "{order.tag}", unless = "{order.unwanted}")
    public void saveText(@CachexKey("order") Order order, @CachexValue String text) throws InterruptedException {
        String unused = load();
    }

    /** One whose key the generator makes. */
    @CachexPut(cache = "generated", tags = "{order.tag}", when = "@wanted", unless = "@unwanted")
    public String saveGenerated(@CachexKey("order") Order order) throws InterruptedException {
        return load();
    }

    /** One whose key is known afterwards alone. */
    @CachexPut(cache = "made", key = "made:{result.id}", tags = "{result.tag}", unless = "{result.unwanted}")
    public Order make(String text) throws InterruptedException {
        String unused = load();
        return new Order(text);
    }

    /** Drops by key. */
    @CachexInvalidate(cache = "trapped", key = "p:{order.id}", when = "{order.wanted}")
    public String drop(@CachexKey("order") Order order) throws InterruptedException {
        return load();
    }

    /** Drops by key, before as well, and once a stage has ended. */
    @CachexInvalidate(cache = "trapped", key = "stage:{order.id}", before = true, soft = true)
    public CompletionStage<String> dropLater(@CachexKey("order") Order order) throws InterruptedException {
        return loadLater();
    }

    /** Drops several. */
    @CachexInvalidate(cache = "trapped", keys = "p:{orders[].id}")
    public String dropEach(@CachexKey("orders") List<Order> orders) throws InterruptedException {
        return load();
    }

    /** Drops in several ways. */
    @CachexInvalidate(cache = "trapped", tags = "{order.tag}")
    @CachexInvalidate(cache = "trapped", matching = "timed:{order.id}*")
    @CachexInvalidate(cache = "made", all = true)
    public String dropMuch(@CachexKey("order") Order order) throws InterruptedException {
        return load();
    }

    /** Drops by what the generator makes. */
    @CachexInvalidate(cache = "generated", when = "@wanted")
    public String dropGenerated(@CachexKey("order") Order order) throws InterruptedException {
        return load();
    }
}
