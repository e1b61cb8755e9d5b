// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck;

import java.io.Serial;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Values of an application, for tests of serializers. */
public final class Sample {
    private Sample() {}

    /** A record of what records hold. */
    public record Post(
            long id,
            @Nullable String title,
            BigDecimal price,
            Instant written,
            Colour colour,
            List<String> tags,
            Map<String, Author> authors)
            implements Serializable {}

    /** An enum. */
    public enum Colour {
        /** One of two. */
        RED,
        /** The other. */
        BLUE
    }

    /** A bean with getters and setters; it and its subclasses are never equal. */
    @SuppressWarnings("EqualsGetClass")
    public static class Author implements Serializable {
        @Serial
        private static final long serialVersionUID = 1;

        private @Nullable String name;
        private int age;

        /** Creates one without a name. */
        public Author() {}

        /** Creates one. */
        public Author(String name, int age) {
            this.name = name;
            this.age = age;
        }

        /** Returns the name. */
        public @Nullable String getName() {
            return name;
        }

        /** Sets the name. */
        public void setName(@Nullable String name) {
            this.name = name;
        }

        /** Returns the age. */
        public int getAge() {
            return age;
        }

        /** Sets the age. */
        public void setAge(int age) {
            this.age = age;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other != null
                    && other.getClass() == getClass()
                    && Objects.equals(((Author) other).name, name)
                    && ((Author) other).age == age;
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, age);
        }
    }

    /** An author with something more, which a serializer that goes by the declared type drops. */
    public static class Editor extends Author {
        @Serial
        private static final long serialVersionUID = 1;

        private @Nullable String desk;

        /** Creates one without a desk. */
        public Editor() {}

        /** Creates one. */
        public Editor(String name, String desk) {
            super(name, 50);
            this.desk = desk;
        }

        /** Returns the desk. */
        public @Nullable String getDesk() {
            return desk;
        }

        /** Sets the desk. */
        public void setDesk(@Nullable String desk) {
            this.desk = desk;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return super.equals(other) && Objects.equals(((Editor) Objects.requireNonNull(other)).desk, desk);
        }

        @Override
        public int hashCode() {
            return Objects.hash(super.hashCode(), desk);
        }
    }

    /** A record that says nothing of what it carries. */
    public record Carried(Object payload) implements Serializable {}

    /** A bean with a note that most serializers leave out, and that callers can see. */
    public static class Forgetful implements Serializable {
        @Serial
        private static final long serialVersionUID = 1;

        private transient @Nullable String note;
        private String name = "forgetful";

        /** Creates one without a note. */
        public Forgetful() {}

        /** Creates one. */
        public Forgetful(@Nullable String note) {
            this.note = note;
        }

        /** Returns the note. */
        public @Nullable String getNote() {
            return note;
        }

        /** Returns the name. */
        public String getName() {
            return name;
        }

        /** Sets the name. */
        public void setName(String name) {
            this.name = name;
        }
    }

    /** A class of which no serializer makes another: it is not serializable, and takes more than it holds. */
    public static final class Unmakable {
        private final String text;

        /** Creates one. */
        public Unmakable(int first, int second) {
            this.text = first + "/" + second;
        }

        /** Returns the text. */
        public String getText() {
            return text;
        }
    }
}
