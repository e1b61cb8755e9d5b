// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.serializer.jsonb;

import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTransient;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Classes as applications have them, good ones and bad ones. */
final class Samples {
    private Samples() {}

    /** A record with what records hold. */
    public record Post(
            long id,
            @Nullable String title,
            Optional<String> subtitle,
            @Nullable List<String> tags) {}

    /** A record without components. */
    public record Nothing() {}

    /** A record that is not public. */
    record Secret(String text) {}

    /** A record of arrays, which are never equal. */
    public record Picture(byte[] bytes, int[] colours, String[] names) {}

    /** An enum with a constant of its own class. */
    public enum Colour {
        RED {
            @Override
            boolean warm() {
                return true;
            }
        },
        BLUE;

        boolean warm() {
            return false;
        }
    }

    /** A bean by the book. */
    public static class Author {
        private @Nullable String name;
        private int books;

        public @Nullable String getName() {
            return name;
        }

        public void setName(@Nullable String name) {
            this.name = name;
        }

        public int getBooks() {
            return books;
        }

        public void setBooks(int books) {
            this.books = books;
        }

        public boolean isProlific() {
            return books > 10;
        }
    }

    /** A subclass with a property of its own. */
    public static class Editor extends Author {
        private @Nullable String paper;

        public @Nullable String getPaper() {
            return paper;
        }

        public void setPaper(@Nullable String paper) {
            this.paper = paper;
        }
    }

    /** A subclass that adds nothing that JSON could show. */
    public static class Ghostwriter extends Author {}

    /** A bean that nothing can set. */
    public static class GetterOnly {
        private final @Nullable String name;

        public GetterOnly() {
            this(null);
        }

        GetterOnly(@Nullable String name) {
            this.name = name;
        }

        public @Nullable String getName() {
            return name;
        }
    }

    /** A bean that nothing can make. */
    public static class NoConstructor {
        private String name;

        NoConstructor(String name) {
            this.name = name;
        }

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }
    }

    /** A bean made by a creator. */
    public static class Created {
        private final String name;

        @JsonbCreator
        public Created(@JsonbProperty("name") String name) {
            this.name = name;
        }

        public String getName() {
            return name;
        }
    }

    /** A class that shows nothing. */
    public static class Closed {
        private final int hidden;

        public Closed() {
            this(1);
        }

        Closed(int hidden) {
            this.hidden = hidden;
        }

        int hidden() {
            return hidden;
        }
    }

    /** A class without anything. */
    public static class Marker {}

    /** A bean that leaves something out on purpose. */
    public static class Discreet {
        private @Nullable String name;

        @JsonbTransient
        private @Nullable String cached;

        public @Nullable String getName() {
            return name;
        }

        public void setName(@Nullable String name) {
            this.name = name;
        }

        @JsonbTransient
        public @Nullable String getCached() {
            return cached;
        }
    }

    /** A bean whose state JSON shows in part, and whose equals knows. */
    public static class Account {
        private @Nullable String name;
        private int hidden;

        public @Nullable String getName() {
            return name;
        }

        public void setName(@Nullable String name) {
            this.name = name;
        }

        void hide(int value) {
            hidden = value;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Account account && hidden == account.hidden;
        }

        @Override
        public int hashCode() {
            return hidden;
        }
    }

    /** A bean whose getter changes what it sets. */
    public static class Doubling {
        private int number = 1;

        public int getNumber() {
            return number;
        }

        public void setNumber(int number) {
            this.number = 2 * number;
        }
    }

    /** A bean whose setter forgets what it is given. */
    public static class Forgetful {
        private @Nullable Author author;

        public @Nullable Author getAuthor() {
            return author;
        }

        public void setAuthor(@Nullable Author author) {}

        Forgetful remember(Author author) {
            this.author = author;
            return this;
        }
    }

    /** A bean whose setter drops what it does not like. */
    public static class Picky {
        private List<String> tags = List.of();

        public List<String> getTags() {
            return tags;
        }

        public void setTags(List<String> tags) {
            this.tags = tags.stream().filter(tag -> !tag.isEmpty()).toList();
        }

        Picky tag(String... all) {
            tags = List.of(all);
            return this;
        }
    }

    /** A bean whose getter throws when it is asked once too often. */
    public static class Moody {
        private int asked;
        private String name = "x";

        public String getName() {
            if (++asked > 1) {
                throw new IllegalStateException("asked again");
            }
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }
    }

    /** A bean that nothing can make, and whose getter throws when it is asked once too often. */
    public static class Sulky extends Moody {
        Sulky(int ignored) {}
    }

    /** A bean that cannot be written. */
    public static class Throwing {
        public String getName() {
            throw new IllegalStateException("not now, and the password is hunter2");
        }
    }

    /** A bean in a circle. */
    public static class Node {
        private @Nullable Node next;

        public @Nullable Node getNext() {
            return next;
        }

        public void setNext(@Nullable Node next) {
            this.next = next;
        }
    }

    /** A sealed interface that JSON-B knows nothing of. */
    public sealed interface Shape permits Circle, Square {}

    /** A shape. */
    public record Circle(double radius) implements Shape {}

    /** A shape. */
    public record Square(double side) implements Shape {}

    /** A sealed interface as JSON-B wants it. */
    @JsonbTypeInfo({
        @JsonbSubtype(alias = "cat", type = Cat.class),
        @JsonbSubtype(alias = "dog", type = Dog.class),
    })
    public sealed interface Pet permits Cat, Dog {}

    /** A pet. */
    public record Cat(String name) implements Pet {}

    /** A pet. */
    public record Dog(String name) implements Pet {}

    /** An abstract class. */
    public abstract static class Vehicle {}

    /** A vehicle. */
    public static class Car extends Vehicle {
        private int wheels = 4;

        public int getWheels() {
            return wheels;
        }

        public void setWheels(int wheels) {
            this.wheels = wheels;
        }
    }

    /** What is broken lies within. */
    public record Drawing(String name, Map<String, List<Shape>> layers) {}

    /** What is broken lies within an array, an Optional, a bean. */
    public record Wrapped(
            NoConstructor @Nullable [] array,
            Optional<NoConstructor> optional,
            @Nullable Author author,
            @Nullable Set<Author> authors) {}

    static Author author(String name) {
        Author author = new Author();
        author.setName(name);
        author.setBooks(3);
        return author;
    }

    static Editor editor(String name) {
        Editor editor = new Editor();
        editor.setName(name);
        editor.setPaper("Daily");
        return editor;
    }
}
