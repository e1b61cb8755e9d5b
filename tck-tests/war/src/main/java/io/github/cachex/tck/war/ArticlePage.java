// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

/** Articles, by a generic superclass alone. */
public class ArticlePage extends Page<Article> {}
