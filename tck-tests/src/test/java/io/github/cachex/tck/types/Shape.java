// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.types;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;

/** One of two records; Jackson is told of which, and JSON-B is not. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Shape.Circle.class, name = "circle"),
    @JsonSubTypes.Type(value = Shape.Square.class, name = "square")
})
public sealed interface Shape extends Serializable {
    /** Round. */
    record Circle(double radius) implements Shape {}

    /** Not round. */
    record Square(double side) implements Shape {}
}
