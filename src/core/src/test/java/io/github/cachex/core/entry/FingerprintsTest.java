// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cachex.TypeRef;
import io.github.cachex.core.engine.JavaSerializer;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintsTest {
    private final Fingerprints fingerprints = new Fingerprints(new JavaSerializer());

    @Test
    void sameType_hasTheSameFingerprintInEveryJvm() {
        // A stored value of another run: if this figure changes, every entry of the last release is a miss.
        assertThat(new Fingerprints(new JavaSerializer()).of(String.class)).isEqualTo(fingerprints.of(String.class));
        assertThat(fingerprints.of(String.class)).isEqualTo(7146754697112755313L);
    }

    /** A type that is no other's, as a careless caller makes one for each call. */
    private static Type madeAnew() {
        return new ParameterizedType() {
            @Override
            public Type[] getActualTypeArguments() {
                return new Type[] {String.class};
            }

            @Override
            public Type getRawType() {
                return List.class;
            }

            @Override
            public Type getOwnerType() {
                return null;
            }

            @Override
            public String getTypeName() {
                return "java.util.List<java.lang.String>";
            }
        };
    }

    @Test
    void typesMadeAnewForEachCall_areKeptUpToABound() {
        long first = fingerprints.of(madeAnew());
        for (int i = 0; i < 10_100; i++) {
            assertThat(fingerprints.of(madeAnew())).isEqualTo(first);
        }
        assertThat(fingerprints.known()).isEqualTo(10_000);
    }

    @Test
    void typesApart_haveFingerprintsApart() {
        List<Type> types = List.of(
                String.class,
                int.class,
                Integer.class,
                String[].class,
                Post.class,
                Post[].class,
                Kind.class,
                Shape.class,
                Node.class,
                new TypeRef<List<String>>() {}.type(),
                new TypeRef<List<? extends Post>>() {}.type(),
                new TypeRef<List<Post>>() {}.type(),
                new TypeRef<List<Post>[]>() {}.type(),
                new TypeRef<Map<String, List<Post>>>() {}.type());
        assertThat(types).extracting(fingerprints::of).doesNotHaveDuplicates();
    }

    @Test
    void changedClass_hasAnotherFingerprint(@TempDir Path folder) throws Exception {
        long before = ofSource(folder, "record Article(String title, Author by) {} record Author(String name) {}");
        assertThat(ofSource(folder, "record Article(String title, Author by) {} record Author(String name) {}"))
                .isEqualTo(before);
        assertThat(Set.of(
                        before,
                        ofSource(folder, "record Article(String title) {} record Author(String name) {}"),
                        ofSource(folder, "record Article(String headline, Author by) {} record Author(String name) {}"),
                        ofSource(
                                folder,
                                "record Article(CharSequence title, Author by) {} record Author(String name) {}"),
                        ofSource(
                                folder,
                                "record Article(String title, Author by) {} record Author(String name, int age) {}"),
                        ofSource(folder, "enum Article { A, B }"),
                        ofSource(folder, "enum Article { A, B, C }")))
                .hasSize(7);
        assertThat(ofSource(
                        folder,
                        "class Article { String title; static int count; transient int memo; } record Author() {}"))
                .isEqualTo(ofSource(folder, "class Article { String title; } record Author() {}"));
    }

    private static long ofSource(Path folder, String source) throws Exception {
        Path out = Files.createTempDirectory(folder, "classes");
        JavaFileObject file = new SimpleJavaFileObject(URI.create("mem:///Article.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-d", out.toString(), "-proc:none"), null, List.of(file))
                .call();
        assertThat(compiled).isTrue();
        try (var loader =
                new java.net.URLClassLoader(new java.net.URL[] {out.toUri().toURL()}, null)) {
            return new Fingerprints(new JavaSerializer()).of(loader.loadClass("Article"));
        }
    }

    private record Post(String title, Node first) {}

    @SuppressWarnings("UnusedVariable") // its shape is what counts
    private static class Node {
        Node next;
        Kind kind;
    }

    private enum Kind {
        LEAF
    }

    private sealed interface Shape permits Circle {}

    private record Circle(int radius) implements Shape {}
}
