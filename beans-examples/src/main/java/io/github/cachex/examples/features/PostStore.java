// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.features;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands for a slow database. It counts how often it is read, and can be out of order. */
@ApplicationScoped
public class PostStore {
    private final Map<Long, Post> posts = new ConcurrentSkipListMap<>(
            Map.of(1L, new Post(1, "First", true), 2L, new Post(2, "Second", true), 3L, new Post(3, "Draft", false)));
    private final AtomicInteger reads = new AtomicInteger();
    private volatile boolean broken;

    /** Returns the post with the number {@code id}, if there is one. */
    public Optional<Post> find(long id) throws IOException {
        read();
        return Optional.ofNullable(posts.get(id));
    }

    /** Returns the post with the number {@code id}. */
    public Post get(long id) throws IOException {
        return find(id).orElseThrow(() -> new IOException("no post " + id));
    }

    /** Returns all posts, by number. */
    public List<Post> all() throws IOException {
        read();
        return List.copyOf(posts.values());
    }

    /** Keeps {@code post}. */
    public Post save(Post post) {
        posts.put(post.id(), post);
        return post;
    }

    /** Forgets the post with the number {@code id}. */
    public void delete(long id) {
        posts.remove(id);
    }

    /** Returns how often posts were read. */
    public int reads() {
        return reads.get();
    }

    /** Makes every reading fail from now on, or no longer. */
    public void breakDown(boolean down) {
        broken = down;
    }

    private void read() throws IOException {
        reads.incrementAndGet();
        if (broken) {
            throw new IOException("the store is out of order");
        }
    }
}
