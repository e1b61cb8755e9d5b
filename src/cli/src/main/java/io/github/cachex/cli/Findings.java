// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import io.github.cachex.Advice;
import io.github.cachex.NodeReport;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.error.CacheBackendException;
import io.github.cachex.spi.BackendInspection.Finding;
import io.github.cachex.spi.BackendInspection.Grade;
import io.github.cachex.spi.CacheBackend;
import io.github.cachex.spi.Capability;
import io.github.cachex.spi.EntryKey;
import io.github.cachex.spi.TagStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/** What a doctor finds in a store, beside what the store says of itself. */
final class Findings {
    private static final int LARGEST_SHOWN = 5;
    private static final double NEAR_ITS_BOUND = 0.9;

    private final Session session;
    private final List<Finding> findings = new ArrayList<>();
    private final PriorityQueue<Map.Entry<EntryKey, Long>> largest = new PriorityQueue<>(Map.Entry.comparingByValue());
    private final Set<String> caches = new TreeSet<>();
    private long looked;
    private boolean sizesRefused;

    Findings(Session session) {
        this.session = session;
    }

    /** Returns all of them, with the advice of the nodes that answer within {@code wait}. */
    List<Finding> all(long sample, Duration wait, Progress progress) {
        if (session.backend().inspection().isPresent()) {
            findings.addAll(session.inspection().examine(session.budget()));
            if (findings.stream()
                    .anyMatch(finding -> finding.subject().equals("contact") && finding.grade() == Grade.PROBLEM)) {
                return findings;
            }
            entries(sample, progress);
        } else {
            contact();
            if (findings.stream().anyMatch(finding -> finding.grade() == Grade.PROBLEM)) {
                return findings;
            }
        }
        session.backend().tags().ifPresent(this::marks);
        for (Capability capability : Capability.values()) {
            capability
                    .missing(session.backend().capabilities(), session.backend().type())
                    .ifPresent(lack -> add(Grade.WARNING, "ability", lack));
        }
        advice(wait);
        session.messages().warnings().forEach(warning -> add(Grade.WARNING, "log", warning));
        return findings;
    }

    /** A store that cannot be examined answers, or does not. */
    private void contact() {
        try {
            session.contact();
            add(Grade.FINE, "contact", session.description());
            add(Grade.FINE, "examination", "the store says nothing of itself but where it is");
        } catch (CacheBackendException e) {
            add(Grade.PROBLEM, "contact", String.valueOf(e.getMessage()));
        }
    }

    private void entries(long sample, Progress progress) {
        List<EntryKey> batch = new ArrayList<>();
        new Listing(session, progress).all(key -> {
            caches.add(key.cache());
            batch.add(key);
            looked++;
            if (batch.size() == CacheBackend.BATCH) {
                sizes(batch);
            }
            return looked < sample;
        });
        sizes(batch);
        List<Map.Entry<EntryKey, Long>> shown = new ArrayList<>(largest);
        shown.sort(Map.Entry.<EntryKey, Long>comparingByValue().reversed());
        String first = shown.isEmpty()
                ? ""
                : "; the largest has " + ShownText.bytes(shown.get(0).getValue()) + ": "
                        + ShownText.of(shown.get(0).getKey().value());
        add(
                Grade.FINE,
                "entries",
                looked == 0
                        ? "none with the prefix and version of this configuration"
                        : ShownText.count(looked, "entry") + " looked at" + first);
        for (Map.Entry<EntryKey, Long> entry : shown) {
            CacheSettings settings =
                    session.configuration().cache(entry.getKey().cache());
            if (entry.getValue() > NEAR_ITS_BOUND * settings.sizes().max()) {
                add(
                        Grade.WARNING,
                        "big key",
                        ShownText.of(entry.getKey().value()) + " has "
                                + ShownText.bytes(entry.getValue()) + ", and above max-value="
                                + settings.sizes().max()
                                + " nothing is stored; cache less in one value, or raise it");
            }
        }
    }

    private void sizes(Collection<EntryKey> batch) {
        try {
            note(batch);
        } catch (CacheBackendException e) {
            if (!sizesRefused) {
                sizesRefused = true;
                add(Grade.WARNING, "sizes", "not told: " + e.getMessage());
            }
        }
        batch.clear();
    }

    private void note(Collection<EntryKey> batch) {
        session.inspection().sizes(batch, session.budget()).forEach((key, size) -> {
            largest.add(Map.entry(key, size));
            if (largest.size() > LARGEST_SHOWN) {
                largest.remove();
            }
        });
    }

    private void marks(TagStore tags) {
        long most = session.configuration().engine().tagBounds().most();
        for (String cache : caches) {
            int count = FoundEntry.marks(session, tags, session.space(cache))
                    .marks()
                    .size();
            if (count > NEAR_ITS_BOUND * most) {
                add(
                        Grade.WARNING,
                        "marks",
                        cache + " has " + ShownText.count(count, "mark") + ", and beyond cachex.tags.max-marks=" + most
                                + " the oldest go, with the entries older than they; invalidate by fewer tags, or clear the cache");
            } else if (count > 0) {
                add(Grade.FINE, "marks", cache + " has " + ShownText.count(count, "mark") + " of at most " + most);
            }
        }
    }

    private void advice(Duration wait) {
        for (NodeReport node : session.nodes(wait)) {
            for (Advice advice : node.advice()) {
                findings.add(new Finding(
                        Grade.WARNING,
                        "advice",
                        ShownText.of(node.node()),
                        ShownText.of(advice.cache()) + ": " + ShownText.of(advice.kind()) + ": "
                                + ShownText.of(advice.text())));
            }
        }
    }

    private void add(Grade grade, String subject, String text) {
        findings.add(new Finding(grade, subject, session.backend().type(), text));
    }
}
