// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.config;

/**
 * What operators are shown.
 *
 * @param jmx whether each cache is an MBean
 * @param readiness whether a sick backend makes the application not ready
 * @param adviceLog whether the log says what figures suggest to change
 */
public record OperatorSettings(boolean jmx, boolean readiness, boolean adviceLog) {}
