// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.thread;

import io.github.cachex.core.fault.Faults;
import io.github.cachex.spi.LineLogger;
import io.github.cachex.spi.LogMessage;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs loads that nobody's thread is kept for, a bounded number at once. Its threads come from an executor that is handed in,
 * or are daemons of its own, and are there only while there is something to run. Thread-safe.
 *
 * <p>A full house must not wait for itself. {@link #isCurrent} tells a load that it is inside, so that what it fetches in turn
 * is loaded on its own thread; and where it has to wait for another's load, {@link #stepAside} lets another thread take its
 * place, since that other load may be in the queue.
 */
public final class Background implements AutoCloseable {
    private static final LineLogger LOG = LineLogger.named("io.github.cachex");
    private static final int MOST_QUEUED = 1_000;
    private static final int MOST_WAITING = 256;
    private static final long GRACE_SECONDS = 2;
    private static final ThreadLocal<@Nullable Background> INSIDE = new ThreadLocal<>();

    private final Executor executor;
    private final boolean own;
    private final int most;
    private final TaskWrapping wrapping;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Queue<Job> queue = new ArrayDeque<>();
    private final Set<Thread> running = new HashSet<>();
    /** Those that the executor was asked for and that have not ended; those of them that it gave. */
    private int threads;

    private int working;
    private int waiting;
    private boolean closed;
    /** Whether tasks run on the threads that hand them over. */
    private final boolean inline;

    /**
     * What waits for a thread.
     *
     * @param dropped is run in its place if the background is closed before
     * @param stranded is run in its place if no thread comes any more
     */
    private record Job(Runnable task, Runnable dropped, Runnable stranded) {}

    /** Ends what {@link #stepAside} began. */
    public interface Aside extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Creates one that runs at most {@code most} tasks at once.
     *
     * @param executor gives it threads; if empty it has its own
     * @param wrapping returns what is run in the place of each task; asked on the thread that hands the task over
     * @param context the class loader that its own threads see
     */
    public Background(
            Optional<Executor> executor, int most, UnaryOperator<Runnable> wrapping, @Nullable ClassLoader context) {
        this.executor = executor.orElseGet(() -> new DaemonThreads("cachex-background", context));
        this.own = executor.isEmpty();
        this.most = most;
        this.wrapping = new TaskWrapping(wrapping);
        this.inline = false;
    }

    /** Creates one that has no threads: each task runs on the thread that hands it over, as a part of what that does. */
    public static Background inline() {
        return new Background();
    }

    private Background() {
        this.executor = Runnable::run;
        this.own = false;
        this.most = Integer.MAX_VALUE;
        this.wrapping = new TaskWrapping(UnaryOperator.identity());
        this.inline = true;
    }

    /** Returns whether tasks run on the threads that hand them over: who does is not to wait for them, nor to be spared them. */
    public boolean isInline() {
        return inline;
    }

    /** Returns whether the current thread runs a task of a background. */
    public static boolean isCurrent() {
        return INSIDE.get() != null;
    }

    /** Lets another thread take the place of this one, if it is one of a background, while it waits for another's load. */
    public static Aside stepAside() {
        Background inside = INSIDE.get();
        if (inside == null) {
            return () -> {};
        }
        inside.stepOut();
        return inside::stepIn;
    }

    /** Runs {@code task} soon; false where it is closed, too many wait already, or the executor refuses. */
    public boolean tryRun(Runnable task) {
        return tryRun(task, () -> {});
    }

    /** Runs {@code task} soon, or {@code dropped}, which must be quick, if it cannot any more; false as above. */
    public boolean tryRun(Runnable task, Runnable dropped) {
        return tryRun(new Job(wrapping.around(task), dropped, dropped), null);
    }

    /**
     * The same, with {@code stranded} where no thread comes any more; false also where the executor would run {@code task} on this very
     * thread, which is not to wait for it.
     */
    public boolean tryHandOver(Runnable task, Runnable dropped, Runnable stranded) {
        return tryRun(new Job(wrapping.around(task), dropped, stranded), Thread.currentThread());
    }

    private boolean tryRun(Job job, @Nullable Thread spared) {
        lock.lock();
        try {
            if (closed || queue.size() >= MOST_QUEUED) {
                return false;
            }
            if (!inline) {
                queue.add(job);
                if (!mayBegin()) {
                    return true;
                }
                threads++;
            }
        } finally {
            lock.unlock();
        }
        if (inline) {
            survive(job.task());
            return true;
        }
        return begin(job, spared);
    }

    /**
     * Runs {@code task} soon, or {@code dropped} if it is closed before; here and now where this is inside already, and where it
     * cannot be run otherwise, here or where that shows.
     */
    public void run(Runnable task, Runnable dropped) {
        if (isCurrent() || !tryRun(new Job(wrapping.around(task), dropped, () -> survive(task)), null)) {
            task.run();
        }
    }

    private boolean mayBegin() {
        return threads - waiting < most && threads < most + MOST_WAITING;
    }

    /**
     * Asks for a thread, which is not to be {@code spared} as long as that asks; where there is none, and no other will get to
     * {@code job}, takes it back.
     */
    private boolean begin(@Nullable Job job, @Nullable Thread spared) {
        AtomicBoolean begun = new AtomicBoolean();
        AtomicReference<@Nullable Thread> asking = new AtomicReference<>(spared);
        AtomicBoolean given = new AtomicBoolean(true);
        try {
            executor.execute(() -> {
                if (Thread.currentThread() == asking.get()) {
                    given.set(false);
                } else if (begun.compareAndSet(false, true)) {
                    work();
                }
            });
        } catch (Throwable e) {
            // It may have thrown after it had taken the work, which is done or under way.
            given.set(!begun.compareAndSet(false, true));
        } finally {
            asking.set(null);
        }
        return given.get() || isTakenByAnother(job);
    }

    /** Returns whether another thread gets to {@code job}, for which there is none. */
    private boolean isTakenByAnother(@Nullable Job job) {
        List<Job> stranded = List.of();
        boolean taken = true;
        // An executor at its end refuses in several ways, and so does a machine.
        lock.lock();
        try {
            threads--;
            ended.signalAll();
            if (working == 0) {
                // Another caller's thread may come yet, or be refused as well.
                taken = job == null || !queue.remove(job);
            }
            if (threads == 0) {
                stranded = takeAll();
            }
        } finally {
            lock.unlock();
        }
        stranded.forEach(left -> left.stranded().run());
        return taken;
    }

    private List<Job> takeAll() {
        List<Job> all = List.copyOf(queue);
        queue.clear();
        return all;
    }

    private void work() {
        Background outer = INSIDE.get();
        INSIDE.set(this);
        enter();
        try {
            for (Job job = next(); job != null; job = next()) {
                survive(job.task());
            }
        } finally {
            if (outer == null) {
                INSIDE.remove();
            } else {
                INSIDE.set(outer);
            }
        }
    }

    private void enter() {
        lock.lock();
        try {
            working++;
        } finally {
            lock.unlock();
        }
    }

    /** A task that throws must not cost the others its thread. */
    @SuppressWarnings("CatchingUnchecked")
    private static void survive(Runnable task) {
        try (Faults.Deferral interrupts = Faults.deferInterrupts()) {
            task.run();
        } catch (Throwable e) {
            LOG.log(LogMessage.TASK_FAILED.with(), e);
        }
    }

    private @Nullable Job next() {
        lock.lock();
        try {
            Job job = threads - waiting > most ? null : queue.poll();
            if (job == null) {
                running.remove(Thread.currentThread());
                threads--;
                working--;
                ended.signalAll();
            } else {
                // What interrupted the task before is not meant for this one.
                var unused = Thread.interrupted();
                running.add(Thread.currentThread());
            }
            return job;
        } finally {
            lock.unlock();
        }
    }

    private void stepOut() {
        lock.lock();
        try {
            waiting++;
            if (queue.isEmpty() || !mayBegin()) {
                return;
            }
            threads++;
        } finally {
            lock.unlock();
        }
        begin(null, null);
    }

    private void stepIn() {
        lock.lock();
        try {
            waiting--;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes nothing new and drops what is queued. Interrupts tasks that run on threads of its own, and gives them a little time
     * to end.
     */
    @Override
    public void close() {
        List<Job> dropped;
        lock.lock();
        try {
            closed = true;
            dropped = takeAll();
            if (own) {
                running.forEach(Thread::interrupt);
            }
        } finally {
            lock.unlock();
        }
        dropped.forEach(job -> job.dropped().run());
        awaitEnd();
    }

    private void awaitEnd() {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
            while (threads > 0 && left > 0 && !running.contains(Thread.currentThread())) {
                left = ended.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
