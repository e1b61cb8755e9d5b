// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.node;

import io.github.cachex.LeaseHolder;
import io.github.cachex.NodeReport;
import io.github.cachex.core.thread.Scheduler;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.CallBudget;
import io.github.cachex.spi.NodeChannel;
import io.github.cachex.spi.NodeChannel.NodeListener;
import io.github.cachex.spi.NodeChannel.NodeSession;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The nodes of an application as this one sees them: it asks the others, and answers them. Nothing is said but for a question, and what
 * others say is never trusted: what cannot be read is ignored, and however often it is asked, a node answers {@value Questions#A_SECOND}
 * times a second at most. Thread-safe.
 */
public final class Nodes implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration BEFORE_ASKING_AGAIN = Duration.ofMillis(20);
    /** No application has as many nodes; what else comes is noise. */
    private static final int MOST_NODES = 1_000;

    private final NodeFacts facts;
    private final Scheduler scheduler;
    private final Duration budget;
    private final Optional<NodeSession> session;
    private final String jvm;
    private final Questions questions = new Questions(System::nanoTime);
    private final AtomicLong lastNumber = new AtomicLong();
    private final Map<Long, Inquiry<?>> open = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Creates them.
     *
     * @param channel on which they talk; empty where they cannot
     * @param namespace of their application
     * @param facts what this node can say
     * @param scheduler on which it asks and answers
     * @param budget for each message
     */
    public Nodes(
            Optional<NodeChannel> channel, String namespace, NodeFacts facts, Scheduler scheduler, Duration budget) {
        this.facts = facts;
        this.scheduler = scheduler;
        this.budget = budget;
        this.session = channel.map(there -> there.open(namespace, new Listener()));
        this.jvm = session.map(NodeSession::id).orElseGet(() -> NodeWire.id(new SecureRandom().nextLong()));
    }

    /** Returns the id of this JVM. */
    public String jvm() {
        return jvm;
    }

    /** Returns what will be the reports of this node and of those that answer within {@code wait}. */
    public CompletableFuture<List<NodeReport>> reports(Duration wait) {
        Reports reports = new Reports(facts.report(), MOST_NODES);
        return ask(reports, Optional.empty(), wait);
    }

    /** Returns what will be the node that holds the lease which is {@code sought}, if one says so within {@code wait}. */
    public CompletableFuture<Optional<LeaseHolder>> holder(SoughtLease sought, Duration wait) {
        Optional<LeaseHolder> mine = facts.holder(sought);
        return mine.isPresent()
                ? CompletableFuture.completedFuture(mine)
                : ask(new Holder(), Optional.of(sought), wait);
    }

    private <T> CompletableFuture<T> ask(Inquiry<T> inquiry, Optional<SoughtLease> sought, Duration wait) {
        Duration most = wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
        if (session.isEmpty() || closed || most.isNegative() || most.isZero()) {
            inquiry.end();
            return inquiry.result();
        }
        NodeQuestion question = new NodeQuestion(jvm, lastNumber.incrementAndGet(), sought);
        open.put(question.number(), inquiry);
        CompletableFuture<T> result = inquiry.result();
        scheduler.run(() -> ask(session.get(), question, inquiry));
        var unused = scheduler.after(inquiry::end, most);
        if (closed) {
            inquiry.end();
        }
        return result.whenComplete((answers, failure) -> open.remove(question.number()));
    }

    /** Asks once it would hear the answers, and once more where that failed. */
    private void ask(NodeSession to, NodeQuestion question, Inquiry<?> inquiry) {
        if (inquiry.result().isDone()) {
            return;
        }
        if (to.isHeard()) {
            try {
                to.ask(question.bytes(), CallBudget.of(budget)).ifPresent(told -> inquiry.told(told - 1));
                return;
            } catch (CacheBackendException e) {
                // Whoever asks is given what is known without.
            }
        }
        var unused = scheduler.after(() -> ask(to, question, inquiry), BEFORE_ASKING_AGAIN);
    }

    private final class Listener implements NodeListener {
        @Override
        public void asked(byte[] message) {
            NodeQuestion.read(message)
                    .filter(question -> !question.asker().equals(jvm) && questions.isNew(question))
                    .ifPresent(question -> scheduler.run(() -> answer(question)));
        }

        @Override
        public void answered(byte[] message) {
            // Where nobody has asked, nobody answers.
            if (!open.isEmpty()) {
                NodeAnswer.read(message).ifPresent(answer -> {
                    Inquiry<?> inquiry = open.get(answer.number());
                    if (inquiry != null) {
                        inquiry.take(answer);
                    }
                });
            }
        }
    }

    private void answer(NodeQuestion question) {
        Optional<byte[]> answer = question.sought().isEmpty()
                ? Optional.of(NodeAnswer.bytes(question.number(), facts.report()))
                : facts.holder(question.sought().get()).map(holder -> NodeAnswer.bytes(question.number(), holder));
        try {
            if (answer.isPresent() && session.isPresent()) {
                session.get().answer(question.asker(), answer.get(), CallBudget.of(budget));
            }
        } catch (CacheBackendException e) {
            // Whoever asks does not wait for long.
        }
    }

    @Override
    public void close() {
        closed = true;
        session.ifPresent(NodeSession::close);
        open.values().forEach(Inquiry::end);
    }
}
