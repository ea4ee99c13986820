"""The estate as a graph: applications, referentials and national systems joined by their interfaces."""

from urbanism.graph.estate import EstateGraph, Flow, Party
from urbanism.graph.landmarks import Landmarks
from urbanism.graph.network import Network
from urbanism.graph.once import once
from urbanism.graph.subjects import Subject

__all__ = ["EstateGraph", "Flow", "Landmarks", "Network", "Party", "Subject", "once"]
