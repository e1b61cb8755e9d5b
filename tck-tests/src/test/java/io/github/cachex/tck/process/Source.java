// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the caches of all processes stand before: versioned values that count their own loads. It lies in a file that every
 * process maps, so it survives whoever is killed in the middle of a load and costs less than anything it measures.
 *
 * <p>A slot is one value: its version, the version that a completed write made binding, and per process the loads, those
 * running now, and the most that ever ran at once.
 */
public final class Source {
    public static final int SLOTS = 4096;
    public static final int PROCESSES = 16;
    private static final int CELLS = 80;
    private static final int VERSION = 0;
    private static final int BINDING = 1;
    private static final int READS = 2;
    private static final int HITS = 3;
    private static final int END = 4;
    private static final int READY = 5;
    private static final int GATHERED = 6;
    private static final int STARTED = 7;
    private static final int PER_PROCESS = 8;
    private static final int TIMES = PER_PROCESS + 3 * PROCESSES;
    private static final int TIMES_KEPT = 16;
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer memory;

    private Source(ByteBuffer memory) {
        this.memory = memory;
    }

    /** Maps {@code file}, which is made if need be. */
    public static Source in(Path file) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Source(channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) SLOTS * CELLS * Long.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes that {@code process} begins to load {@code slot}, and returns the version that it reads. */
    public long beginLoad(int slot, int process) {
        add(slot, cell(process, 0), 1);
        raise(slot, cell(process, 2), add(slot, cell(process, 1), 1) + 1);
        return version(slot);
    }

    /** Notes that a load of {@code process} ended. */
    public void endLoad(int slot, int process) {
        add(slot, cell(process, 1), -1);
    }

    /** Returns how often {@code process} loaded {@code slot}. */
    public long loads(int slot, int process) {
        return get(slot, cell(process, 0));
    }

    /** Returns how often {@code slot} was loaded at all. */
    public long loads(int slot) {
        long sum = 0;
        for (int process = 0; process < PROCESSES; process++) {
            sum += loads(slot, process);
        }
        return sum;
    }

    /** Returns whether a load of {@code process} is under way. */
    public boolean isLoading(int slot, int process) {
        return get(slot, cell(process, 1)) > 0;
    }

    /** Returns the most loads of {@code slot} that one process ever had under way at once. */
    public long mostAtOnce(int slot) {
        long most = 0;
        for (int process = 0; process < PROCESSES; process++) {
            most = Math.max(most, get(slot, cell(process, 2)));
        }
        return most;
    }

    public long version(int slot) {
        return get(slot, VERSION);
    }

    /** Changes the value and returns its new version. */
    public long change(int slot) {
        return add(slot, VERSION, 1) + 1;
    }

    /** Notes that a write of {@code version} is complete: from now on nobody may read an older one. */
    public void bind(int slot, long version) {
        raise(slot, BINDING, version);
    }

    /**
     * Does so too, and notes when: at {@code now}, by {@link System#nanoTime}, which all processes of a machine share. One writer
     * a slot.
     */
    public void bind(int slot, long version, long now) {
        for (long bound = binding(slot) + 1; bound <= version; bound++) {
            LONGS.setVolatile(memory, at(slot, time(bound)), now);
        }
        bind(slot, version);
    }

    /**
     * Returns for how long {@code version} had not been the binding one at {@code now}, in ns; 0 where it was. Of versions that
     * are older than the last sixteen, for how long the oldest of these had not been.
     */
    public long age(int slot, long version, long now) {
        long binding = binding(slot);
        long after = Math.max(version + 1, binding - TIMES_KEPT + 2);
        return after > binding ? 0 : Math.max(0, now - get(slot, time(after)));
    }

    /** Returns when {@code version}, which is one of the last sixteen, became binding. */
    public long bound(int slot, long version) {
        return get(slot, time(version));
    }

    private static int time(long version) {
        return TIMES + (int) (version % TIMES_KEPT);
    }

    /** Tells that whoever reads {@code slot} is ready for round {@code round}. */
    public void ready(int slot, long round) {
        raise(slot, READY, round);
    }

    /** Returns the round that whoever reads {@code slot} is ready for. */
    public long ready(int slot) {
        return get(slot, READY);
    }

    /** Returns the oldest version that a read which starts now may give. */
    public long binding(int slot) {
        return get(slot, BINDING);
    }

    /** Counts a read of {@code slot}, served without a load of its own where {@code hit}. */
    public void countRead(int slot, boolean hit) {
        add(slot, READS, 1);
        if (hit) {
            add(slot, HITS, 1);
        }
    }

    public long reads() {
        return sum(READS);
    }

    public long hits() {
        return sum(HITS);
    }

    /** Notes that one process more is ready to start on {@code slot}. */
    public void gathered(int slot) {
        add(slot, GATHERED, 1);
    }

    /** Returns how many processes are ready to start on {@code slot}. */
    public long gatheredOn(int slot) {
        return get(slot, GATHERED);
    }

    /** Lets every process start on {@code slot}. */
    public void start(int slot) {
        raise(slot, STARTED, 1);
    }

    public boolean isStarted(int slot) {
        return get(slot, STARTED) > 0;
    }

    /** Tells every process that works on {@code slot} to end. */
    public void end(int slot) {
        raise(slot, END, 1);
    }

    public boolean isEnded(int slot) {
        return get(slot, END) > 0;
    }

    private long sum(int cell) {
        long sum = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            sum += get(slot, cell);
        }
        return sum;
    }

    private static int cell(int process, int field) {
        return PER_PROCESS + 3 * process + field;
    }

    private long get(int slot, int cell) {
        return (long) LONGS.getVolatile(memory, at(slot, cell));
    }

    private long add(int slot, int cell, long by) {
        return (long) LONGS.getAndAdd(memory, at(slot, cell), by);
    }

    private void raise(int slot, int cell, long to) {
        int at = at(slot, cell);
        long now = (long) LONGS.getVolatile(memory, at);
        while (now < to && !LONGS.compareAndSet(memory, at, now, to)) {
            now = (long) LONGS.getVolatile(memory, at);
        }
    }

    private static int at(int slot, int cell) {
        return (slot * CELLS + cell) * Long.BYTES;
    }
}
