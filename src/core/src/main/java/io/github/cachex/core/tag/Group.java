// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.tag;

import io.github.cachex.core.stage.Marks;
import io.github.cachex.spi.Glob;
import java.util.Optional;

/**
 * What entries have in common by which they are invalidated, and how it is written as a mark: one letter and the rest.
 * The texts are stored, so they never change.
 *
 * @param kind what it is
 * @param text the tag, pattern or id; empty for all
 * @param soft whether entries only end, and may still stand in as stale values
 */
public record Group(Kind kind, String text, boolean soft) {
    /** The mark of everything in a cache, hard: what too many queued invalidations become. */
    static final String ALL = Marks.ALL;

    /** The same, soft. */
    static final String ALL_SOFT = "~";

    /** What entries may have in common. */
    public enum Kind {
        /** Everything in the cache. */
        ALL,
        /** A tag. */
        TAG,
        /** A pattern of ids. */
        MATCHING,
        /** An id. */
        KEY
    }

    /** Returns everything in a cache. */
    public static Group all(boolean soft) {
        return new Group(Kind.ALL, "", soft);
    }

    /** Returns the entries with {@code tag}. */
    public static Group tag(String tag, boolean soft) {
        return new Group(Kind.TAG, tag, soft);
    }

    /** Returns the entries whose ids match {@code glob}. */
    public static Group matching(String glob, boolean soft) {
        return new Group(Kind.MATCHING, glob, soft);
    }

    /** Returns the entry of {@code id} alone; where other JVMs cannot be told of it otherwise. */
    public static Group key(String id, boolean soft) {
        return new Group(Kind.KEY, id, soft);
    }

    /** Returns the text of its mark. */
    public String mark() {
        return switch (kind) {
            case ALL -> soft ? ALL_SOFT : ALL;
            case TAG -> (soft ? "e" : "t") + text;
            case MATCHING -> (soft ? "g" : "p") + text;
            case KEY -> Marks.ofKey(text, soft);
        };
    }

    /** Returns whether {@code mark} is one of a tag. */
    public static boolean isOfTag(String mark) {
        return of(mark).filter(group -> group.kind() == Kind.TAG).isPresent();
    }

    /** Returns what {@code mark} says; empty for a mark that is not known here, or whose pattern cannot be read. */
    public static Optional<Group> of(String mark) {
        String rest = mark.isEmpty() ? "" : mark.substring(1);
        return switch (mark.isEmpty() ? ' ' : mark.charAt(0)) {
            case '*' -> Optional.of(all(false));
            case '~' -> Optional.of(all(true));
            case 't' -> Optional.of(tag(rest, false));
            case 'e' -> Optional.of(tag(rest, true));
            case 'p' -> Optional.of(matching(rest, false)).filter(Group::isReadable);
            case 'g' -> Optional.of(matching(rest, true)).filter(Group::isReadable);
            case 'k' -> Optional.of(key(rest, false));
            case 's' -> Optional.of(key(rest, true));
            default -> Optional.empty();
        };
    }

    private static boolean isReadable(Group matching) {
        try {
            Glob.of(matching.text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns it as events and logs name it: {@code tag:news}, {@code matching:post:*}, {@code *}. */
    public String said() {
        return switch (kind) {
            case ALL -> "*";
            case TAG -> "tag:" + text;
            case MATCHING -> "matching:" + text;
            case KEY -> text;
        };
    }
}
