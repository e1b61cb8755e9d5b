// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.cli;

import java.io.Serializable;
import java.util.Objects;

/** A value of the application. */
public class Post implements Serializable {
    private static final long serialVersionUID = 1;

    public int id;
    public String title;

    public Post() {}

    public Post(int id, String title) {
        this.id = id;
        this.title = title;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Post post && post.id == id && post.title.equals(title);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, title);
    }
}
