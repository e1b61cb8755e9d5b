// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.stage;

import io.github.cachex.CacheOptions;
import io.github.cachex.core.config.CacheSettings;
import io.github.cachex.error.CacheKeyException;
import io.github.cachex.spi.KeyText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * In whose name a call is made. What it names comes before every id, tag and pattern, and every entry has a tag for all that
 * belongs there. Names are escaped, so none can imitate another's ids. Immutable.
 */
public final class Namespace {
    /** Where the application has no namespaces: ids and tags stay as they are. */
    public static final Namespace NONE = new Namespace(Optional.empty());

    private static final int MOST = 64;
    private static final char END = '/';

    private final Optional<String> name;

    private Namespace(Optional<String> name) {
        this.name = name;
    }

    private record NearKey(String namespace, Object key) implements Comparable<NearKey> {
        @Override
        @SuppressWarnings("unchecked") // of one class
        public int compareTo(NearKey other) {
            int order = namespace.compareTo(other.namespace);
            return order == 0 && key instanceof Comparable<?> && key.getClass() == other.key.getClass()
                    ? ((Comparable<Object>) key).compareTo(other.key)
                    : order;
        }
    }

    /** Returns the namespace of that name; the empty one belongs to nobody. */
    public static Namespace of(String name) {
        return new Namespace(Optional.of(name));
    }

    /** Returns its name; empty where the application has no namespaces. */
    public Optional<String> name() {
        return name;
    }

    /** Returns under what a value is kept in this JVM that would be under {@code nearKey} without namespaces. */
    public Object near(Object nearKey) {
        return name.isEmpty() ? nearKey : new NearKey(name.get(), nearKey);
    }

    /**
     * Returns {@code id}, {@code tag} or pattern as it is stored.
     *
     * @throws CacheKeyException when the name is too long
     */
    public String own(String text) {
        return name.isEmpty() ? text : prefix(name.get()) + text;
    }

    /** Returns the tag of all that belongs here; empty where that is a whole cache. */
    public Optional<String> everything() {
        return name.map(Namespace::prefix);
    }

    /** Returns {@code tags} as they are stored. */
    public List<String> own(List<String> tags) {
        return name.isEmpty() || tags.isEmpty()
                ? tags
                : tags.stream().map(this::own).toList();
    }

    /** Returns {@code stored} tags as their caller names them, without the one of all that belongs here. */
    public List<String> shown(List<String> stored) {
        if (name.isEmpty()) {
            return stored;
        }
        String prefix = prefix(name.get());
        return stored.stream()
                .filter(tag -> tag.length() > prefix.length() && tag.startsWith(prefix))
                .map(tag -> tag.substring(prefix.length()))
                .toList();
    }

    /** Returns {@code settings} with the tags of this namespace. */
    public CacheSettings own(CacheSettings settings) {
        return name.isEmpty()
                ? settings
                : settings.with(CacheOptions.defaults()
                        .tags(Stream.concat(everything().stream(), own(settings.tags()).stream())
                                .toArray(String[]::new)));
    }

    private static String prefix(String name) {
        if (name.length() > MOST) {
            throw new CacheKeyException("namespace=" + name.substring(0, MOST) + "…: has " + name.length()
                    + " characters, more than " + MOST + "; let the NamespaceResolver return a shorter name");
        }
        StringBuilder prefix = new StringBuilder(name.length() + 1);
        KeyText.escape(prefix, name);
        return prefix.append(END).toString();
    }
}
