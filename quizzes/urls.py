"""Addresses of attempts; mount them at the root of the site."""

from django.urls import path

from . import views

app_name = "learn_quizzes"

urlpatterns = [
    path(
        "bai-kiem-tra/<uuid:lesson_key>/<uuid:activity_key>/bat-dau/",
        views.start,
        name="start",
    ),
    path("bai-kiem-tra/lan/<uuid:key>/", views.attempt, name="attempt"),
]
