"""Addresses of the learner's pages; mount them at the root of the site."""

from django.urls import path

from . import views

app_name = "learn_courses"

urlpatterns = [
    path("hoc/", views.my_learning, name="my_learning"),
    path("hoc/bang-hoc-tap/", views.transcript, name="transcript"),
    path("hoc/khoa/<uuid:course_key>/ghi-danh/", views.enrol_view, name="enrol"),
    path(
        "hoc/bai/<uuid:lesson_key>/xong/",
        views.finish_lesson_view,
        name="finish_lesson",
    ),
]
