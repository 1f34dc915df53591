"""The exercises of each lesson, one module a lesson; each is loaded when it is asked for."""
