// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.examples.war;

import java.util.SortedMap;

/**
 * What something is called.
 *
 * @param code the code that was asked for
 * @param byLanguage the name in each language, by language code
 * @param loadedBy the server that gathered the names
 */
public record Names(String code, SortedMap<String, String> byLanguage, String loadedBy) {}
